/** Double-entry books of the run: balances, lots, round trips, dust, and the proof that they agree. */
export { Ledger, type LedgerOptions } from './ledger.ts';
export { type FillBooking, type LedgerFill, executionTimeMs } from './fill.ts';
export type { LanePosition } from './lane-account.ts';
export type { OpenProfit } from './open-profit.ts';
export type { Profit } from './profit.ts';
export type { RoundTrip } from './round-trip.ts';
export type { Marks } from './equity.ts';
export { type Account, type Posting, postingsOf } from './posting.ts';
export type { LaneSnapshot, LedgerSnapshot, LotSnapshot } from './snapshot.ts';
export { feeInQuote } from './fee-in-quote.ts';
