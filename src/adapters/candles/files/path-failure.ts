/** Turns what the operating system says about a path into an error that tells what to do. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { CandleFileError } from '../../../ports/candle-files.ts';
import { nearNames } from './near-names.ts';

const MAX_SUGGESTIONS = 3;
const CANDLE_FILE = /\.(?:csv|txt|tsv)(?:\.gz)?$/i;

export async function pathFailure(file: string, error: unknown): Promise<CandleFileError> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return notFound(file);
  if (code === 'EISDIR') return isDirectory(file);
  if (code === 'EACCES' || code === 'EPERM') {
    const message = `${file}: no permission to read it; change its mode (chmod +r) or run as its owner`;
    return { code: 'noPermission', path: file, message };
  }
  const cause = error instanceof Error ? error.message : String(error);
  return { code: 'unreadable', path: file, message: `${file}: cannot be read: ${cause}` };
}

export async function isDirectory(file: string): Promise<CandleFileError> {
  const found = (await namesIn(file)) ?? [];
  const candles = found.filter((name) => CANDLE_FILE.test(name)).slice(0, MAX_SUGGESTIONS);
  const advice = candles.length > 0 ? `name a file in it, such as ${candles.join(' or ')}` : 'it holds no CSV file';
  return { code: 'isDirectory', path: file, message: `${file}: is a directory; ${advice}` };
}

async function notFound(file: string): Promise<CandleFileError> {
  const folder = path.dirname(file);
  const names = await namesIn(folder);
  if (!names) {
    return { code: 'notFound', path: file, nearby: [], message: `${file}: not found; there is no folder ${folder}` };
  }
  const near = nearNames(path.basename(file), names, MAX_SUGGESTIONS).map((name) => path.join(folder, name));
  const advice = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `nothing in ${folder} has a name like it`;
  return { code: 'notFound', path: file, nearby: near, message: `${file}: not found; ${advice}` };
}

async function namesIn(folder: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder);
  } catch {
    return undefined;
  }
}
