/** Every seam between the program and the world. */
export type { Clock } from './clock.ts';
export { type Journal, type RecordedEntry, StorageFailure, type StorageFailureCode } from './journal.ts';
export type { FeedItem, MarketFeed } from './market-feed.ts';
export type { OrderEntry, ReportEvent } from './order-entry.ts';
