/** Every N-th write and sync of one run made to fail, in a process for each kind of fault. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Fault } from './fault-shim.ts';
import type { FaultResult } from './faulty-session.ts';

const FOREVER = 1_000_000_000;
const FAULTS_A_PROCESS = 200;
const ERRNOS = ['EIO', 'ENOSPC', 'EROFS'] as const;

export interface Tried {
  readonly fault: Fault;
  readonly result: FaultResult;
}

export interface FaultSweep {
  /** The folder in which everything lies. */
  readonly folder: string;
  readonly shim: string;
  /** Of the calls that could fail only each so-manieth does. */
  readonly stride: number;
  /** Shifts which ones. */
  readonly offset?: number;
  /** Told of each run. */
  readonly onTried?: (tried: Tried) => void;
}

/** A single call, or all from one on, of the database alone and of every file of the run in turn. */
function variants(kind: Fault['kind'], calls: number, { stride, offset = 0 }: FaultSweep): Fault[] {
  const faults: Fault[] = [];
  let turn = offset;
  for (const errno of ERRNOS) {
    for (const count of [1, FOREVER]) {
      for (let from = 1 + (turn % stride); from <= calls; from += stride) {
        const isSpared = (faults.length + offset) % 2 === 0;
        faults.push({ kind, errno, from, count, part: 'paper.db', ...(isSpared && { except: '.emergency' }) });
      }
      turn += 1;
    }
  }
  return faults;
}

/** Runs them all; an undisturbed run tells how many calls there are. */
export async function sweepFaults(sweep: FaultSweep): Promise<Tried[]> {
  const all: Tried[] = [];
  for (const kind of ['write', 'sync'] as const) {
    const never: Fault = { kind, errno: 'EIO', from: FOREVER, count: 1, part: 'paper.db' };
    const [calm] = await tryAll([never], sweep);
    if (calm?.result.outcome !== 'ended') throw new Error(`an undisturbed run must end: ${JSON.stringify(calm)}`);
    // Syncs are few: each of them is worth a try.
    const stride = kind === 'sync' ? Math.ceil(sweep.stride / 8) : sweep.stride;
    all.push(...(await tryAll(variants(kind, calm.result.calls, { ...sweep, stride }), sweep)));
  }
  return all;
}

/** In processes one after the other: a command line holds some thousand faults, and a sweep may have more. */
async function tryAll(faults: readonly Fault[], sweep: FaultSweep): Promise<Tried[]> {
  const all: Tried[] = [];
  for (let at = 0; at < faults.length; at += FAULTS_A_PROCESS) {
    all.push(...(await tryThese(faults.slice(at, at + FAULTS_A_PROCESS), sweep)));
  }
  return all;
}

async function tryThese(faults: readonly Fault[], { folder, shim, onTried }: FaultSweep): Promise<Tried[]> {
  const script = fileURLToPath(new URL('faulty-session.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, JSON.stringify(faults)], {
    env: { PATH: '/usr/bin:/bin', HOME: folder, LD_PRELOAD: shim },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close');
  const tried: Tried[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const one = JSON.parse(line) as Tried;
    tried.push(one);
    onTried?.(one);
  }
  await ended;
  if (tried.length < faults.length) throw new Error(`at ${JSON.stringify(faults[tried.length])}: ${stderr}`);
  return tried;
}
