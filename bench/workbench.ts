/** What all rows measure with: candles, programs, and how long to measure. */
import { fileURLToPath } from 'node:url';
import { type Build, createBuild, programOf } from './build.ts';
import type { ProgramSpec } from './contestant.ts';
import type { Candles, Series } from './inputs.ts';
import { type Installed, type PeerSet, installPeers, peerScript } from './peers/install.ts';
import type { SubjectName, SubjectOptions } from './subjects/index.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const cacheDir = `${root}/bench/.cache`;

export const CAPITAL = 1_000_000;
export const ENTRY_QUOTE = 10_000;

export interface WorkbenchOptions extends Candles {
  readonly rounds: number;
}

/** A program to measure, or why it is not there. */
export type Available = ProgramSpec | { readonly why: string };

/** The task on one instrument; `changes` make it another one. */
export function taskOptions(series: Series, changes: Partial<SubjectOptions> = {}): SubjectOptions {
  const { path: candles, warmUp } = series;
  return { candles, instruments: 1, warmUp, capital: CAPITAL, entryQuote: ENTRY_QUOTE, ...changes };
}

export class Workbench {
  readonly series: Series;
  readonly realSeries: Series | undefined;
  readonly rounds: number;
  readonly #build: Build;
  readonly #installed = new Map<PeerSet, Promise<Installed>>();

  private constructor(options: WorkbenchOptions, build: Build) {
    this.series = options.series;
    this.realSeries = options.realSeries;
    this.rounds = options.rounds;
    this.#build = build;
  }

  static async create(options: WorkbenchOptions): Promise<Workbench> {
    return new Workbench(options, await createBuild('ours', root));
  }

  options(series: Series, changes: Partial<SubjectOptions> = {}): SubjectOptions {
    return taskOptions(series, changes);
  }

  ours(name: SubjectName, options: SubjectOptions, runsPerTurn = 1): ProgramSpec {
    return programOf(this.#build, name, options, runsPerTurn);
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
