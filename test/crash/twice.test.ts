import { expect, it, vi } from 'vitest';
import { canonicalScenario } from './scenario.ts';
import { andAgain, packed, somePoints, summarize, sweep, uninterrupted } from './sweep.ts';

// A run of 500 candles takes a fifth of a second on a free processor, and there are hundreds.
vi.setConfig({ testTimeout: 600_000 });

const scenario = canonicalScenario();
const { truth } = uninterrupted(scenario);

it.each([1, 2, 4, 7, 11, 16])('a second death %i steps into the recovery changes nothing either', (later) => {
  const runs = packed(somePoints(truth, 97, later), 10).map((run) => andAgain(run, later));
  const { findings } = sweep(scenario, truth, runs);
  expect(summarize(findings)).toBe('');
});

it('a crash alone in its run, as it happens in life, is survived at points from all over', () => {
  const { findings, crashes } = sweep(
    scenario,
    truth,
    somePoints(truth, 103, 13).map((point) => [point]),
  );
  expect(summarize(findings)).toBe('');
  expect(crashes).toBeGreaterThan(95);
});

it.each([11, 12])('another market (seed %i) is survived as well', (seed) => {
  const other = canonicalScenario(300, seed);
  const { truth: otherTruth } = uninterrupted(other);
  const { findings } = sweep(other, otherTruth, packed(somePoints(otherTruth, 17), 10));
  expect(summarize(findings)).toBe('');
});
