/** What is known from earlier runs: lines appended to files, each complete in itself, so that a run may be killed. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../targets.ts';

const FOLDER = fileURLToPath(new URL('../.cache', import.meta.url));

export class LineCache<T> {
  readonly #file: string;
  readonly #known = new Map<string, T>();

  constructor(name: string) {
    this.#file = join(FOLDER, `${name}.jsonl`);
    mkdirSync(FOLDER, { recursive: true });
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n')) this.#read(line);
  }

  get(key: string): T | undefined {
    return this.#known.get(key);
  }

  set(key: string, value: T): void {
    this.#known.set(key, value);
    appendFileSync(this.#file, `${JSON.stringify({ key, value })}\n`);
  }

  #read(line: string): void {
    try {
      const { key, value } = JSON.parse(line) as { key: string; value: T };
      this.#known.set(key, value);
    } catch {
      // The line that was being written when the run was killed.
    }
  }
}

export function forgetAll(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

export function hash(parts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${part.length}:`).update(part);
  return sum.digest('base64url').slice(0, 22);
}

const hashes = new Map<string, string>();

/** Of a file's content; of a file that is gone, a hash that none has. */
export function fileHash(path: string): string {
  const known = hashes.get(path);
  if (known !== undefined) return known;
  const found = existsSync(ROOT + path) ? hash([readFileSync(ROOT + path, 'utf8')]) : '';
  hashes.set(path, found);
  return found;
}
