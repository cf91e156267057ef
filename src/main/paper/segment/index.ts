/** How a process relates to the run that its database holds. */
export { beginRun } from './begin-run.ts';
export { type RunSegment, type TakenState, planSegment } from './run-segment.ts';
export {
  type Resumption,
  type TradedSymbol,
  instrumentsOf,
  resumptionOf,
  symbolsFrom,
  symbolsOf,
} from './traded-symbols.ts';
