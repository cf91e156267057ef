import {
  type RootLogger,
  bufferedWriter,
  createLogger,
  createRedactor,
  prettyWriter,
} from '../../../adapters/logging/index.ts';
import { type Settings, hiddenTexts } from '../../settings/index.ts';

const STDERR = 2;

/** Logs go to stderr, as text in a terminal and as JSON lines elsewhere: stdout is for results. */
export function createRunLogger(settings: Settings): RootLogger {
  const isTerminal = process.stderr.isTTY;
  const writer = bufferedWriter(STDERR);
  return createLogger({
    level: settings.monitoring.logLevel,
    logsDirectory: settings.storage.logsDirectory,
    redactor: createRedactor(hiddenTexts(settings)),
    output: isTerminal ? prettyWriter(writer) : writer,
    ...(isTerminal ? {} : { fields: { mode: settings.mode.mode } }),
  });
}
