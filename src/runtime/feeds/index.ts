/** Markets that are not exchanges: a synthetic one, and the replay of candle files. */
export { type FileFeed, type FileFeedOptions, createFileFeed } from './file-feed.ts';
export type { InstrumentColumns } from './instrument-columns.ts';
export { type SimulatedFeedOptions, createSimulatedFeed } from './simulated-feed.ts';
