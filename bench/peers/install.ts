import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const LONGEST_INSTALL_MS = 900_000;

export type PeerSet = 'requirements' | 'requirements-freqtrade';

/** The Python that has the peers, or why there is none. */
export type Installed = { readonly python: string } | { readonly why: string };

/** Puts the peers of one list into an environment of their own, once; the list decides whether it is up to date. */
export async function installPeers(set: PeerSet, cacheDir: string): Promise<Installed> {
  const requirements = join(here, `${set}.txt`);
  const wanted = readFileSync(requirements, 'utf8');
  const folder = join(cacheDir, set === 'requirements' ? 'venv' : 'venv-freqtrade');
  const stamp = join(folder, 'installed.txt');
  const python = join(folder, 'bin', 'python');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { python };
  try {
    mkdirSync(cacheDir, { recursive: true });
    const limits = { timeout: LONGEST_INSTALL_MS, maxBuffer: 64 << 20 };
    await run('python3', ['-m', 'venv', folder], limits);
    await run(python, ['-m', 'pip', 'install', '--disable-pip-version-check', '-q', '-r', requirements], limits);
    writeFileSync(stamp, wanted);
    return { python };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { why: `not installed: ${text.trim().split('\n').at(-1)?.slice(0, 120)}` };
  }
}

/** The program of one peer. */
export function peerScript(name: string): string {
  return join(here, `${name}.py`);
}
