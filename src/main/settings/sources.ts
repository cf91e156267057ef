/** The one place that reads the environment, `.env` and files for settings; all else is a pure function of it. */
import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Result, err, ok } from '../../domain/result.ts';
import type { SettingInputs } from './layers.ts';

/** Secrets and settings are short; a path to something large is a mistake. */
const MAX_FILE_BYTES = 1024 * 1024;

export interface SourceOptions {
  readonly overrides?: Readonly<Record<string, string>>;
  readonly runtimeOverrides?: Readonly<Record<string, string>>;
  /** Folder that holds `.env`; the working folder unless told. */
  readonly directory?: string;
}

/** Everything `loadSettings` works on, as found at this moment. A missing `.env` is an empty one. */
export function readSettingInputs({ overrides, runtimeOverrides, directory = '.' }: SourceOptions = {}): SettingInputs {
  const dotenvPath = resolve(directory, '.env');
  const dotenv = readTextFile(dotenvPath);
  return {
    ...(overrides === undefined ? {} : { overrides }),
    ...(runtimeOverrides === undefined ? {} : { runtimeOverrides }),
    env: process.env,
    ...(dotenv.ok ? { dotenvText: dotenv.value } : dotenv.error === 'ENOENT' ? {} : { dotenvFailure: dotenv.error }),
    readFile: readTextFile,
    isReadableByOthers,
    isDotenvExposed: dotenv.ok && isReadableByOthers(dotenvPath),
  };
}

/** The error is the system's code (`ENOENT`): its message would repeat the path, which may be a mistyped secret. */
export function readTextFile(path: string): Result<string, string> {
  let descriptor: number | undefined;
  try {
    // A pipe without a writer would be waited for, a device has no end.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile() && !stats.isDirectory()) return err('not a file');
    if (stats.size > MAX_FILE_BYTES) return err('larger than 1 MB');
    return ok(readFileSync(descriptor, 'utf8'));
  } catch (cause) {
    return err(cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable');
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function isReadableByOthers(path: string): boolean {
  try {
    return (statSync(path).mode & 0o044) !== 0;
  } catch {
    // Why it cannot be read is said where it is read.
    return false;
  }
}
