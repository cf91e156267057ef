/** The program as people start it: a process of its own, in a folder of its own, with none of this machine's settings. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../src/main/cab.ts', import.meta.url));
const TIMEOUT_MS = 50_000;
/** Compiled sources, kept between processes and runs: most of a short command's time otherwise. */
const COMPILE_CACHE = join(tmpdir(), 'cab-cli-compile-cache');

const folders: string[] = [];
const children: ChildProcess[] = [];

// Tests run side by side, so that what they leave is cleared away after the last of a file.
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary folder of the test's own. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cab-cli-'));
  folders.push(folder);
  return folder;
}

function environment(folder: string, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    XDG_STATE_HOME: join(folder, 'state'),
    DATA_DIR: folder,
    PORT: '0',
    ...more,
  };
}

/** Runs one command line to its end, of this repository's program or of another one. */
export function cab(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  program = PROGRAM,
): Promise<Finished> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: environment(folder, env), timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, stdout, stderr });
    });
  });
}

export interface Running {
  readonly process: ChildProcess;
  /** Resolves once a line on stderr matches. */
  seen(pattern: RegExp): Promise<string>;
  /** Sends the signal and resolves with the exit code, `null` when the signal ended it. */
  end(...signals: readonly NodeJS.Signals[]): Promise<number | null>;
  readonly stdout: () => string;
}

/** Starts a command that stays. */
export function startCab(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  program = PROGRAM,
): Running {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: environment(folder, env),
    timeout: TIMEOUT_MS,
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let [stdout, stderr] = ['', ''];
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
    tell();
  });
  void exited.then(tell);
  children.push(child);
  return {
    process: child,
    stdout: () => stdout,
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = stderr.split('\n').find((candidate) => pattern.test(candidate));
          if (line === undefined && child.exitCode === null) return;
          listeners.delete(look);
          if (line === undefined)
            reject(new Error(`ended with ${child.exitCode} before ${String(pattern)}:\n${stderr}`));
          else resolve(line);
        };
        listeners.add(look);
        look();
      }),
    end: (...signals) => {
      for (const signal of signals) child.kill(signal);
      return exited;
    },
  };
}

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2024, 0, 1);

/** Rows that swing up and down, so that crossings trade. */
export function candleRows(count: number): number[][] {
  return Array.from({ length: count }, (_, index) => {
    const [open, close] = [priceAt(index), priceAt(index + 1)];
    const [low, high] = [Math.min(open, close) * 0.999, Math.max(open, close) * 1.001];
    return [START_MS + index * HOUR_MS, ...[open, high, low, close].map((price) => Number(price.toFixed(2))), 10];
  });
}

export function candleCsv(rows: readonly (readonly number[])[]): string {
  return `timestamp_ms,open,high,low,close,volume\n${rows.map((row) => row.join(',')).join('\n')}\n`;
}

/** Writes `BTC-USDT_1h.csv` and gives its path. */
export function aCandleFile(folder: string, count = 400): string {
  const path = join(folder, 'BTC-USDT_1h.csv');
  writeFileSync(path, candleCsv(candleRows(count)));
  return path;
}

function priceAt(index: number): number {
  return 40_000 * (1 + 0.1 * Math.sin((2 * Math.PI * index) / 80));
}

/** Parses stdout, which must be one JSON document and nothing else. */
export function documentOf({ stdout }: { readonly stdout: string }): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}
