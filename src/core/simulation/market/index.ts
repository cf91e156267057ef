/** A synthetic market from a seed, and the pairs that are traded on it. */
export { type MarketModel, type MarketModelOptions, createMarketModel } from './market-model.ts';
export type { MarketProfile } from './market-profiles.ts';
export { simulatedInstruments } from './simulated-instruments.ts';
