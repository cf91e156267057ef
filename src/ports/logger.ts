/** Where lines for people and machines go. Nothing that money depends on may depend on a line having been written. */

/** What a line is about; `correlationId` is the decision's id, the same from candle to fill. */
export interface LogFields {
  readonly correlationId?: string;
  /** Errors keep their message, stack, code and causes under any name. */
  readonly [name: string]: unknown;
}

/** Writing never throws and never waits. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** A logger whose every line carries these fields as well. */
  child(fields: LogFields): Logger;
}
