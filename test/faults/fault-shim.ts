/**
 * Faults of a disk without a disk that has them: a library in C, preloaded into a process, that lets chosen writes and
 * syncs fail. In C because both SQLite and Node.js call the C library, and nothing in between can be replaced.
 */
import { spawnSync } from 'node:child_process';
import { openSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Fault {
  readonly kind: 'write' | 'sync';
  readonly errno: 'EIO' | 'ENOSPC' | 'EROFS';
  /** The first call that fails, counted from 1 on. */
  readonly from: number;
  readonly count: number;
  /** Files whose path holds it. */
  readonly part: string;
  /** And does not hold this. */
  readonly except?: string;
}

const ERRNO = { EIO: 5, ENOSPC: 28, EROFS: 30 } as const;
const KILLED = 999;

/** Translates the library into `folder`; the reason where that cannot be done here. */
export function buildShim(folder: string): { readonly path: string } | { readonly problem: string } {
  if (process.platform !== 'linux') return { problem: 'preloading works on Linux only' };
  const source = fileURLToPath(new URL('fail-io.c', import.meta.url));
  const path = join(folder, 'fail-io.so');
  const { status, error, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', path, source, '-ldl'], {
    encoding: 'utf8',
  });
  if (status === 0) return { path };
  return { problem: error ? `no C compiler: ${error.message}` : `the C compiler says: ${stderr}` };
}

/** From here on; in a process into which the library was preloaded. */
export function arm({ kind, errno, from, count, part, except = '' }: Fault): void {
  steer(`${kind[0]}/${ERRNO[errno]}/${from}/${count}/${part}/${except}`);
}

/** Environment of a process that is killed at the given write or sync of the files whose path holds `part`. */
export function killedAt(
  shim: string,
  { kind, from, part }: Pick<Fault, 'kind' | 'from' | 'part'>,
): Record<string, string> {
  return { LD_PRELOAD: shim, FAIL_IO: `${kind[0]}/${KILLED}/${from}/1/${part}/` };
}

/** Nothing fails any more. */
export function disarm(): void {
  steer('-');
}

/** How many calls of the armed kind there were. */
export function seenCalls(): number {
  return Number(readlinkSync('/fail-io/count'));
}

function steer(order: string): void {
  try {
    openSync(`/fail-io/arm/${order}`, 'r');
  } catch {
    // There is no such file, which is what the library says as well.
    return;
  }
  throw new Error('the library is not preloaded');
}
