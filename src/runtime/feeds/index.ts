/** Markets that are not exchanges: a synthetic one, and the replay of candle files. */
export { type FileFeedOptions, createFileFeed } from './file-feed.ts';
export type { IntervalFeed } from './interval-feed.ts';
export type { InstrumentColumns } from './column-source.ts';
export { type SimulatedFeedOptions, createSimulatedFeed } from './simulated-feed.ts';
