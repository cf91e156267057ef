/** Logs: JSON lines or text, and the redactor that every way out of the program shares. */
export { type BufferedWriter, type LineWriter, bufferedWriter } from './buffered-writer.ts';
export { type LogLevel, type LoggerOptions, type RootLogger, createLogger } from './create-logger.ts';
export { prettyWriter } from './destinations.ts';
export { type ErrorFields } from './error-fields.ts';
export { type Redactor, createRedactor } from './redactor.ts';
