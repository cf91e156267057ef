/** Logs: JSON lines or text, and the redactor that every way out of the program shares. */
export { type BufferedWriter, type LineWriter, bufferedWriter, openLogFile } from './buffered-writer.ts';
export { type LogLevel, type LoggerOptions, type RootLogger, createLogger } from './create-logger.ts';
export { fileWriter, outputWriter, prettyWriter } from './destinations.ts';
export { type ErrorFields, errorFields } from './error-fields.ts';
export { type Redactor, createRedactor } from './redactor.ts';
export { secretForms } from './secret-forms.ts';
