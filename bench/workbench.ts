/** What all rows measure with: candles, programs, and how long to measure. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ProgramSpec } from './contestant.ts';
import type { Series } from './inputs.ts';
import { type Installed, type PeerSet, installPeers, peerScript } from './peers/install.ts';
import type { SubjectName, SubjectOptions } from './subjects/index.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const cacheDir = `${root}/bench/.cache`;

export const CAPITAL = 1_000_000;
export const ENTRY_QUOTE = 10_000;

export interface WorkbenchOptions {
  readonly series: Series;
  /** Candles that are also on the market: closes of a real one. */
  readonly realSeries: Series | undefined;
  readonly rounds: number;
}

/** A program to measure, or why it is not there. */
export type Available = ProgramSpec | { readonly why: string };

export class Workbench {
  readonly series: Series;
  readonly realSeries: Series | undefined;
  readonly rounds: number;
  readonly #subjectFile: string;
  readonly #installed = new Map<PeerSet, Promise<Installed>>();

  private constructor(options: WorkbenchOptions, subjectFile: string) {
    this.series = options.series;
    this.realSeries = options.realSeries;
    this.rounds = options.rounds;
    this.#subjectFile = subjectFile;
  }

  /** Bundles our programs as they are shipped: reading TypeScript at the start costs time and memory of its own. */
  static async create(options: WorkbenchOptions): Promise<Workbench> {
    mkdirSync(cacheDir, { recursive: true });
    const outfile = `${cacheDir}/subject.mjs`;
    await build({
      absWorkingDir: root,
      entryPoints: ['bench/subject.ts'],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node22',
      packages: 'external',
      logLevel: 'warning',
    });
    return new Workbench(options, outfile);
  }

  options(series: Series, changes: Partial<SubjectOptions> = {}): SubjectOptions {
    const { path: candles, warmUp } = series;
    return { candles, instruments: 1, warmUp, capital: CAPITAL, entryQuote: ENTRY_QUOTE, ...changes };
  }

  ours(name: SubjectName, options: SubjectOptions, runsPerTurn = 1): ProgramSpec {
    return {
      name: `ours (${name})`,
      command: [process.execPath, this.#subjectFile, name, JSON.stringify(options)],
      runsPerTurn,
    };
  }

  async peer(
    name: string,
    options: SubjectOptions,
    set: PeerSet = 'requirements',
    runsPerTurn = 1,
  ): Promise<Available> {
    const installing = this.#installed.get(set) ?? installPeers(set, cacheDir);
    this.#installed.set(set, installing);
    const installed = await installing;
    if ('why' in installed) return installed;
    const script = peerScript(`${name}_peer`);
    return { name, command: [installed.python, script, JSON.stringify(options)], runsPerTurn };
  }
}
