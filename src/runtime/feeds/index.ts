/** Markets that are not exchanges: a synthetic one, and the replay of candle files. */
export { createFileFeed } from './file-feed.ts';
export type { InstrumentColumns } from './instrument-columns.ts';
export { createSimulatedFeed } from './simulated-feed.ts';
