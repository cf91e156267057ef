/** The one place that reads the environment, `.env` and files for settings; all else is a pure function of it. */
import { readFileSync } from 'node:fs';
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
  const dotenv = readTextFile(resolve(directory, '.env'));
  return {
    ...(overrides === undefined ? {} : { overrides }),
    ...(runtimeOverrides === undefined ? {} : { runtimeOverrides }),
    env: process.env,
    ...(dotenv.ok ? { dotenvText: dotenv.value } : dotenv.error === 'ENOENT' ? {} : { dotenvFailure: dotenv.error }),
    readFile: readTextFile,
  };
}

/** The error is the system's code (`ENOENT`): its message would repeat the path, which may be a mistyped secret. */
export function readTextFile(path: string): Result<string, string> {
  try {
    const bytes = readFileSync(path);
    return bytes.length > MAX_FILE_BYTES ? err('larger than 1 MB') : ok(bytes.toString('utf8'));
  } catch (cause) {
    return err(cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable');
  }
}
