import pino from 'pino';
import { visibleJson } from '../../domain/text.ts';
import type { LogFields, Logger } from '../../ports/logger.ts';
import type { LineWriter } from './buffered-writer.ts';
import { fileWriter, outputWriter } from './destinations.ts';
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
  /** Writes what is buffered, at once; for the last moment before the program ends. */
  flush(): void;
}

/** JSON lines `{level, time, …fields, msg}`, every known secret replaced at the last step before they are written. */
export function createLogger(options: LoggerOptions): RootLogger {
  const redactor = options.redactor ?? createRedactor();
  const format = options.format ?? (process.stdout.isTTY ? 'pretty' : 'json');
  const writers = [options.output ?? outputWriter(format)];
  const fileProblem = addFile(writers, options.logsDirectory);
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
  if (fileProblem !== undefined)
    logger.error({ error: fileProblem }, 'LOGS_DIR cannot be written; logs go on without it');
  return {
    ...logger,
    setLevel(level) {
      threshold.level = level;
    },
    flush() {
      for (const writer of writers) writer.flush();
    },
  };
}

/** A bot that cannot write its log file can still trade and say so. */
function addFile(writers: LineWriter[], directory: string | undefined): unknown {
  if (directory === undefined) return undefined;
  try {
    writers.push(fileWriter(directory));
    return undefined;
  } catch (cause) {
    return cause;
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
