import { describe, expect, it } from 'vitest';
import { type Candle, StrategyInputError } from './api/index.ts';
import { signalsFile } from './signals-file.ts';
import { type StrategyRun, runStrategy } from './testing/index.ts';

const START_MS = 1_735_689_600_000;
const MINUTE_MS = 60_000;

const CANDLES: readonly Candle[] = Array.from({ length: 10 }, (_, index) => ({
  openTimeMs: START_MS + index * MINUTE_MS,
  open: 100,
  high: 100,
  low: 100,
  close: 100,
  volume: 1,
}));

/** A row for the candle `at`; fractions fall between candles. */
function row(at: number, enter: number, exit: number, tag = ''): string {
  return `${START_MS + at * MINUTE_MS},${enter},${exit},${tag}`;
}

function run(...rows: readonly string[]): StrategyRun {
  const file = ['timestamp_ms,enter,exit,tag', ...rows].join('\n');
  return runStrategy(signalsFile, CANDLES, { parameters: { file: 'a.csv' }, attachments: { file } });
}

function startWithoutFile(): void {
  runStrategy(signalsFile, CANDLES, { parameters: { file: 'gone.csv' } });
}

function steps({ intents }: StrategyRun): unknown[] {
  return intents.map(({ index, intent }) => [index, intent.kind, intent.tag]);
}

describe('a signals file', () => {
  it('acts when the candle of its timestamp has closed', () => {
    const { intents } = run(row(2, 1, 0, 'dip'), row(5, 0, 1));
    expect(intents.map(({ index, intent }) => [index, intent])).toEqual([
      [2, { kind: 'enterLong', reason: 'entry signal in the file', tag: 'dip' }],
      [5, { kind: 'exit', reason: 'exit signal in the file', tag: 'signal' }],
    ]);
  });

  it('leaves rather than enters when one row wants both in a position', () => {
    expect(steps(run(row(1, 1, 0), row(3, 1, 1)))).toEqual([
      [1, 'enterLong', 'signal'],
      [3, 'exit', 'signal'],
    ]);
  });

  it('enters when one row wants both without a position', () => {
    expect(steps(run(row(1, 1, 1)))).toEqual([[1, 'enterLong', 'signal']]);
  });

  it('does not enter twice nor leave what it does not hold', () => {
    expect(steps(run(row(0, 0, 1), row(1, 1, 0), row(3, 1, 0), row(5, 0, 1), row(7, 0, 1)))).toHaveLength(2);
  });

  it('tells how many signals met their candle, missed it or are still to come', () => {
    const finished = run(row(-3, 1, 0), row(1, 1, 0), row(2.5, 0, 1), row(4, 0, 1), row(50, 1, 0), row(60, 0, 1));
    expect(finished.assess()?.explain.context).toEqual({
      matchedSignals: 2,
      unmatchedSignals: 2,
      pendingSignals: 2,
      lastUnmatchedTimeMs: START_MS + 2.5 * MINUTE_MS,
    });
  });

  it('counts no row that wants nothing', () => {
    expect(run(row(-3, 0, 0), row(1, 1, 0)).assess()?.explain.context).toMatchObject({
      unmatchedSignals: 0,
      lastUnmatchedTimeMs: null,
    });
  });

  it.each([
    ['no signal in the file for this candle', [row(1, 1, 0)], 0.5],
    ['entry signal ignored: already in a position', [row(1, 1, 0), row(9, 1, 0)], 1],
    ['exit signal ignored: no position to leave', [row(9, 0, 1)], 0],
    [undefined, [row(9, 1, 0)], 1],
    [undefined, [row(1, 1, 0), row(9, 1, 1)], 0],
  ] as const)('explains itself at the last candle: %s', (reason, rows, score) => {
    const assessment = run(...rows).assess();
    expect(assessment?.reason).toBe(reason);
    expect(assessment?.score).toBe(score);
  });

  it('that is missing is refused with what to write', () => {
    expect(startWithoutFile).toThrow(StrategyInputError);
    expect(startWithoutFile).toThrow('parameter "file" must name a readable CSV file, value was "gone.csv"');
  });

  it('with bad rows is refused in setup, by file, line and column', () => {
    expect(() => run('1,2', row(1, 7, 0))).toThrow(StrategyInputError);
    expect(() => run('1,2', row(1, 7, 0))).toThrow('a.csv: line 2, column 3');
  });
});
