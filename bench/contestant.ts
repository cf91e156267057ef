import { type ChildProcess, spawn } from 'node:child_process';
import { type Interface, createInterface } from 'node:readline';
import type { Outcome } from './outcome.ts';

/** One run of a measured program. */
export interface Answer {
  readonly ms: number;
  /** Most memory the process has held so far, MiB; absent where only the time was measured. */
  readonly peakMb?: number;
  readonly outcome: Outcome;
}

/** How to start a program that answers each line on its stdin with a line of JSON. */
export interface ProgramSpec {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Runs in each of its turns, 1 by default; more where one run is too short to be told from noise. */
  readonly runsPerTurn?: number;
}

const KEPT_STDERR = 2000;
const LONGEST_RUN_MS = 600_000;

/** A measured program in a process of its own, kept between its runs. */
export class Contestant {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #lines: Interface;
  #stderr = '';
  #settle: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;

  constructor({ name, command: [program, ...args] }: ProgramSpec) {
    this.name = name;
    this.#process = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#lines = createInterface({ input: this.#process.stdout as NodeJS.ReadableStream });
    this.#lines.on('line', (line) => this.#hear(line));
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-KEPT_STDERR);
    });
    this.#process.stdin?.on('error', () => undefined);
    this.#process.on('error', (error) => this.#fail(error.message));
    this.#process.on('exit', (code, signal) => this.#fail(`ended with ${signal ?? code}`));
  }

  /** One run, to its end. */
  run(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => this.#fail(`took longer than ${LONGEST_RUN_MS / 1000} s`), LONGEST_RUN_MS);
      this.#settle = {
        resolve: (answer) => {
          clearTimeout(deadline);
          resolve(answer);
        },
        reject: (error) => {
          clearTimeout(deadline);
          reject(error);
        },
      };
      this.#process.stdin?.write('run\n');
    });
  }

  stop(): void {
    this.#settle = undefined;
    this.#lines.close();
    this.#process.kill('SIGKILL');
  }

  /** Some peers print what nobody asked for: only a line of JSON is an answer. */
  #hear(line: string): void {
    if (!line.startsWith('{')) return;
    this.#settle?.resolve(JSON.parse(line) as Answer);
    this.#settle = undefined;
  }

  #fail(what: string): void {
    this.#settle?.reject(new Error(`${this.name} ${what}: ${this.#stderr.trim().split('\n').slice(-3).join(' | ')}`));
    this.#settle = undefined;
  }
}

/** Starts the program, runs it once and stops it: the memory of one run, and the time from start to result. */
export async function runOnce(spec: ProgramSpec): Promise<Answer & { readonly startToResultMs: number }> {
  const startedMs = performance.now();
  const contestant = new Contestant(spec);
  try {
    const answer = await contestant.run();
    return { ...answer, startToResultMs: performance.now() - startedMs };
  } finally {
    contestant.stop();
  }
}
