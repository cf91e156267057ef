/** Paper runs in a folder of their own, over candles from a seed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { toCsv, walk } from '../../../../test/support/synthetic-candles.ts';
import type { EngineObserver } from '../../../core/engine/index.ts';
import type { Notify } from '../../../domain/index.ts';
import { type Settings, formatProblem, loadSettings } from '../../settings/index.ts';
import { type PaperRun, composePaper } from '../compose-paper.ts';

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Settings of a paper run that plays `candles.csv` of the folder as fast as it goes, changed as told. */
export function paperSettings(folder: string, overrides: Readonly<Record<string, string>> = {}): Settings {
  const settings = loadSettings({
    overrides: {
      DATA_DIR: folder,
      REPLAY_FILE: join(folder, 'candles.csv'),
      TIMEFRAME: '1m',
      SIMULATED_SPEED: '1000000',
      SIMULATED_WARMUP: '30',
      STRATEGY: 'ema-cross',
      STRATEGY_PARAMS: 'fast=5,slow=20',
      ...overrides,
    },
  });
  if (!settings.ok) throw new Error(settings.error.map(formatProblem).join('\n'));
  return settings.value;
}

export function writeCandles(folder: string, count: number, name = 'candles.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, toCsv(walk({ seed: 7, count, volatility: 0.01 })));
  return path;
}

/** Closed when the test is over, if it was not before. */
export async function startPaper(
  settings: Settings,
  observer: EngineObserver = {},
): Promise<PaperRun & { readonly notices: Notify[] }> {
  const notices: Notify[] = [];
  const paper = await composePaper({ settings, observer, onNotice: (notice) => notices.push(notice) });
  if (!paper.ok) throw new Error(paper.error.join('\n'));
  let isOpen = true;
  const close = (): void => {
    if (isOpen) paper.value.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...paper.value, close, notices };
}

/** Why it did not start. */
export async function paperProblems(settings: Settings): Promise<readonly string[]> {
  const paper = await composePaper({ settings, onNotice: () => undefined });
  if (paper.ok) {
    paper.value.close();
    throw new Error('it must not start');
  }
  return paper.error;
}
