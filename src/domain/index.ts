/** Values and their arithmetic, what the engine is told and what it answers. Imports nothing. */
export * from './assert.ts';
export * from './candle.ts';
export * from './canonical.ts';
export * from './commands.ts';
export * from './decimal.ts';
export * from './decision.ts';
export * from './event-codec.ts';
export * from './events.ts';
export * from './instrument.ts';
export * from './ledger/index.ts';
export * from './order.ts';
export * from './result.ts';
export * from './symbol.ts';
export * from './timeframe.ts';
export * from './trading-state.ts';
export * from './units.ts';
export * from './upcasters.ts';
