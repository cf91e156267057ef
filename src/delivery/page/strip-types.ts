import { stripTypeScriptTypes } from 'node:module';

/** Browser JavaScript from TypeScript: types become blanks, so that lines and columns stay. */
export function stripTypes(source: string): string {
  const emitWarning = process.emitWarning.bind(process);
  // Node warns that this function may change; the tests would tell, and whoever runs the bot can do nothing about it.
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
