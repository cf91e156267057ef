/** The simulated exchange: how it is driven, and how one is made. */
export type {
  RestoredOrder,
  SimulatedOrder,
  SimulatedVenue,
  SimulatedVenueOptions,
  SimulationSettings,
} from './contract.ts';
export { createSimulatedVenue } from './simulated-venue.ts';
