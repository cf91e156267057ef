/** Every seam between the program and the world. */
export type { AuditBreak, AuditDetail, AuditEntry, AuditLog } from './audit.ts';
export type {
  CandleCheckOptions,
  CandleFileError,
  CandleFiles,
  CandleFinding,
  CandleGap,
  CandleReport,
  CandleRun,
  CheckedCandles,
  FileProblemCode,
  RowProblem,
  RowProblemCode,
} from './candle-files.ts';
export type { Clock } from './clock.ts';
export {
  type EntryAnswer,
  type EntryRange,
  type Journal,
  type LocalJournal,
  type RecordedEntry,
  StorageFailure,
  type StorageFailureCode,
} from './journal.ts';
export type { LogFields, Logger } from './logger.ts';
export type { FeedItem, MarketFeed } from './market-feed.ts';
export { OutputFailure, type OutputFiles } from './output-files.ts';
export type { OrderEntry, ReportEvent } from './order-entry.ts';
export type {
  DecisionFilter,
  DecisionRow,
  DenialCount,
  DenialFilter,
  DenialRow,
  DeniedEntry,
  AccountRow,
  EquityRow,
  HeldRow,
  FillFilter,
  FillRow,
  FlowFilter,
  FlowRow,
  NoticeFilter,
  NoticeRow,
  OrderFilter,
  OrderRow,
  Page,
  PositionFilter,
  PositionRow,
  ProjectionReader,
  ProjectionWriter,
  ProtectiveOrderFilter,
  ProtectiveOrderRow,
  RoundTripFilter,
  RoundTripRow,
  TimeRange,
} from './projections.ts';
export type { SettingOverride, SettingOverrides } from './setting-overrides.ts';
