/** The recorded backtests: which there are, where they lie, and what to say when one has changed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { strategies } from '../../src/core/strategies/index.ts';
import { type Fingerprint, backtest, fingerprint, goldenColumns } from '../support/named-backtest.ts';

export const GOLDEN_STRATEGIES = [
  'signal-fusion',
  'ema-cross',
  'bollinger-mean-reversion',
  'donchian-breakout',
] as const;

function pathOf(name: string): URL {
  return new URL(`${name}.json`, import.meta.url);
}

export function readGolden(name: string): Fingerprint {
  return JSON.parse(readFileSync(pathOf(name), 'utf8')) as Fingerprint;
}

/** @throws RangeError when no built-in strategy has that name. */
export function computeGolden(name: string): Fingerprint {
  const strategy = strategies.find((candidate) => candidate.name === name);
  if (!strategy) throw new RangeError(`no built-in strategy is called ${name}`);
  return fingerprint(backtest(strategy, goldenColumns()));
}

export function updateGoldens(): void {
  for (const name of GOLDEN_STRATEGIES) {
    writeFileSync(pathOf(name), `${JSON.stringify(computeGolden(name), undefined, 2)}\n`);
  }
}

/** The first trade that differs, then every other number that does; empty when nothing changed. */
export function describeChange(name: string, golden: Fingerprint, present: Fingerprint): string {
  const changes = [...tripChange(golden.trips, present.trips), ...otherChanges(golden, present)];
  if (changes.length === 0) return '';
  return [
    `The golden backtest of ${name} has changed.`,
    ...changes,
    'If that is intended: npm run golden:update, and add a line under "Trading behaviour" in CHANGELOG.md.',
  ].join('\n');
}

function tripChange(golden: readonly string[], present: readonly string[]): string[] {
  const most = Math.max(golden.length, present.length);
  for (let at = 0; at < most; at += 1) {
    if (golden[at] === present[at]) continue;
    const [was, is] = [golden[at], present[at]].map((line) => line ?? 'no such trade');
    return [`First differing trade, number ${at + 1}:`, `  was ${was}`, `  is  ${is}`];
  }
  return [];
}

function otherChanges(golden: Fingerprint, present: Fingerprint): string[] {
  const keys = Object.keys(golden) as (keyof Fingerprint)[];
  return keys
    .filter((key) => key !== 'trips')
    .map((key) => [key, JSON.stringify(golden[key]), JSON.stringify(present[key])] as const)
    .filter(([, was, is]) => was !== is)
    .map(([key, was, is]) => `${key}: was ${was}, is ${is}`);
}
