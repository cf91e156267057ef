/** A synthetic market from a seed, and the pairs that are traded on it. */
export { type MarketModel, createMarketModel } from './market-model.ts';
export { simulatedInstruments } from './simulated-instruments.ts';
