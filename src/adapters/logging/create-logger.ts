import pino from 'pino';
import { type Result, err, ok } from '../../domain/result.ts';
import { visibleJson } from '../../domain/text.ts';
import type { LogFields, Logger } from '../../ports/logger.ts';
import type { LineWriter } from './buffered-writer.ts';
import { type FileWriter, fileWriter, outputWriter } from './destinations.ts';
import { shorten } from './error-fields.ts';
import { lineFields } from './log-line.ts';
import { type Redactor, createRedactor } from './redactor.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Text in a terminal, JSON elsewhere, unless told. */
  readonly format?: 'json' | 'pretty';
  /** Also writes JSON lines to `crypto-ai-bot.log` in this folder. */
  readonly logsDirectory?: string | undefined;
  /** Shared with the other ways out of the program; holds the secrets that must not leave it. */
  readonly redactor?: Redactor;
  /** Fields of every line, such as the mode and the version. */
  readonly fields?: LogFields;
  /** Replaces standard output. */
  readonly output?: LineWriter;
}

export interface RootLogger extends Logger {
  setLevel(level: LogLevel): void;
  /** Opens log files anew, which were moved away; goes on with the old ones, and says so, when that fails. */
  reopen(): void;
  /** Writes what is buffered, at once; for the last moment before the program ends. */
  flush(): void;
}

/** JSON lines `{level, time, …fields, msg}`, every known secret replaced at the last step before they are written. */
export function createLogger(options: LoggerOptions): RootLogger {
  const redactor = options.redactor ?? createRedactor();
  const format = options.format ?? (process.stdout.isTTY ? 'pretty' : 'json');
  const opened = openFile(options.logsDirectory);
  const file = opened.ok ? opened.value : undefined;
  const writers: LineWriter[] = [options.output ?? outputWriter(format), ...(file ? [file] : [])];
  const sink = {
    write(line: string) {
      const clean = visibleJson(redactor.redactJsonLine(line));
      for (const writer of writers) writer.write(clean);
    },
  };
  // Children of the library keep the level they were born with, so the threshold is ours and shared.
  const threshold: Threshold = { level: options.level };
  const root = pino(
    {
      level: 'debug',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    sink,
  );
  const logger = wrap(options.fields === undefined ? root : root.child(lineFields(options.fields)), threshold);
  if (!opened.ok) logger.error({ error: opened.error }, 'LOGS_DIR cannot be written; logs go on without it');
  return {
    ...logger,
    setLevel(level) {
      threshold.level = level;
    },
    reopen() {
      try {
        file?.reopen();
      } catch (error) {
        logger.error({ error }, 'LOGS_DIR cannot be written; logs go on in the old file');
      }
    },
    flush() {
      for (const writer of writers) writer.flush();
    },
  };
}

/** A bot that cannot write its log file can still trade and say so. */
function openFile(directory: string | undefined): Result<FileWriter | undefined, unknown> {
  try {
    return ok(directory === undefined ? undefined : fileWriter(directory));
  } catch (cause) {
    return err(cause);
  }
}

interface Threshold {
  level: LogLevel;
}

const SEVERITY: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

function wrap(inner: pino.Logger, threshold: Threshold): Logger {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: LogFields, message: string) => {
    // The message is an argument, not a template: a percent sign in it is a percent sign.
    if (SEVERITY[level] >= SEVERITY[threshold.level]) inner[level](lineFields(fields), '%s', shorten(message));
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => wrap(inner.child(lineFields(fields)), threshold),
  };
}
