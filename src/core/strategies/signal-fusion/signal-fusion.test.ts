import { describe, expect, it } from 'vitest';
import type { Assessment, ModelScore } from '../api/index.ts';
import {
  type Asked,
  type RunOptions,
  type Segment,
  type StrategyRun,
  runStrategy,
  syntheticCandles,
} from '../testing/index.ts';
import { signalFusion } from './signal-fusion.ts';

const SEEDS = [1, 2, 3];
const MINUTE_MS = 60_000;
const UP_AND_DOWN: readonly Segment[] = [
  { candles: 300, volatility: 0.006 },
  { candles: 200, drift: 0.004, volatility: 0.006 },
  { candles: 200, drift: -0.004, volatility: 0.006 },
];
const WALK: readonly Segment[] = [{ candles: 1200, volatility: 0.006 }];

function run(segments: readonly Segment[], seed: number, options: RunOptions = {}): StrategyRun {
  return runStrategy(signalFusion, syntheticCandles({ seed, segments }), options);
}

function askedOver(segments: readonly Segment[], seed: number, options: RunOptions = {}): Required<Asked>[] {
  const all: Required<Asked>[] = [];
  run(segments, seed, {
    ...options,
    onAsked: (asked) => all.push({ ...asked, position: asked.position && { ...asked.position } }),
  });
  return all;
}

function aModel(score: (close: number) => number | undefined): ModelScore {
  return { name: 'opinion', version: '7', score: (candle) => score(candle.close) };
}

function explained(assessment: Assessment | undefined): Required<Assessment['explain']> {
  return { signals: {}, weights: {}, thresholds: {}, blocks: [], context: {}, model: null, ...assessment?.explain };
}

describe('signal fusion', () => {
  it.each(SEEDS)('buys into a rise and is out soon after it ends, seed %i', (seed) => {
    const { intents, position } = run(UP_AND_DOWN, seed);
    const during = intents.filter(({ index }) => index > 300);
    const held = (at: number): boolean => intents.findLast(({ index }) => index <= at)?.intent.kind === 'enterLong';
    expect(during.length).toBeGreaterThan(0);
    expect(held(400)).toBe(true);
    expect(held(560)).toBe(false);
    expect(position).toBeUndefined();
  });

  it.each(SEEDS)('trades with its defaults on ordinary one-minute and one-hour data, seed %i', (seed) => {
    for (const [intervalMs, volatility] of [
      [MINUTE_MS, 0.0006],
      [60 * MINUTE_MS, 0.006],
    ] as const) {
      const candles = syntheticCandles({
        seed,
        intervalMs,
        startPrice: 30_000,
        segments: [{ candles: 3000, volatility }],
      });
      const { roundTrips } = runStrategy(signalFusion, candles);
      expect(roundTrips).toBeGreaterThan(4);
      expect(roundTrips).toBeLessThan(60);
    }
  });

  it.each(SEEDS)('stays out of a crash, seed %i', (seed) => {
    const crash = [
      { candles: 300, volatility: 0.004 },
      { candles: 60, drift: -0.01, volatility: 0.02 },
    ];
    expect(run(crash, seed).intents.filter(({ index, intent }) => index > 305 && intent.kind === 'enterLong')).toEqual(
      [],
    );
  });

  it('says at every candle why it held, and nothing in its way when it did not', () => {
    let holds = 0;
    for (const { intent, assessment } of askedOver(WALK, 1)) {
      const { blocks } = explained(assessment);
      if (intent) {
        expect(assessment?.reason).toBeUndefined();
        expect(blocks).toEqual([]);
        continue;
      }
      holds += 1;
      expect(assessment?.reason).toMatch(
        /^(score 0\.\d+ (below buy|above sell) threshold 0\.\d+|regime \w+ is not allowed)$/,
      );
      expect(blocks.map(({ message }) => message)).toContain(assessment?.reason);
    }
    expect(holds).toBeGreaterThan(500);
  });

  it('shows the very numbers it decided with: weights and signals give the score again', () => {
    const model = aModel((close) => (close * 1000) % 1);
    for (const { assessment, intent, position } of askedOver(WALK, 2, { model })) {
      const { signals, weights, thresholds, context } = explained(assessment);
      let weighted = 0;
      let total = 0;
      for (const [name, value] of Object.entries(signals)) {
        if (typeof value !== 'number') continue;
        weighted += value * (weights[name] ?? Number.NaN);
        total += weights[name] ?? Number.NaN;
      }
      const score = weighted / total;
      const share = weights['model'] ?? Number.NaN;
      const blended = (1 - share) * score + share * Number(context['modelScore']);
      expect(assessment?.score).toBe(score);
      expect(assessment?.scoreBlended).toBe(blended);
      expect(assessment?.regime).toBe(context['regime']);
      if (intent?.kind === 'enterLong') expect(blended).toBeGreaterThanOrEqual(thresholds['buy'] ?? Number.NaN);
      if (intent?.kind === 'exit') expect(blended).toBeLessThanOrEqual(thresholds['sell'] ?? Number.NaN);
      expect(context['isInPosition']).toBe(position !== undefined);
    }
  });

  it('decides the same whether or not anyone asks it to explain itself', () => {
    const asked = run(WALK, 3, { onAsked: () => undefined });
    expect(run(WALK, 3).intents).toEqual(asked.intents);
    expect(asked.assess()).toEqual(asked.assess());
  });

  it('enters in no regime when every gate is closed, and says so', () => {
    const closed = { enterInBull: false, enterInSideways: false };
    expect(run(UP_AND_DOWN, 1).intents.length).toBeGreaterThan(0);
    const asked = askedOver(UP_AND_DOWN, 1, { parameters: closed });
    expect(asked.filter(({ intent }) => intent)).toEqual([]);
    const gates = asked.map(({ assessment }) =>
      explained(assessment).blocks.find(({ rule }) => rule === 'regime-gate'),
    );
    for (const gate of gates) expect(gate).toMatchObject({ code: 'regimeNotAllowed', limit: 'none' });
    expect(asked.some(({ assessment }) => assessment?.reason === 'regime bull is not allowed')).toBe(true);
  });

  it('calls fewer markets volatile when told to ask for more', () => {
    const bursts = [1, 2, 3].flatMap(() => [
      { candles: 250, volatility: 0.004 },
      { candles: 30, volatility: 0.012 },
    ]);
    const volatile = (regimeVolatileRatio: number): number =>
      askedOver(bursts, 1, { parameters: { regimeVolatileRatio } }).filter(
        ({ assessment }) => assessment?.regime === 'volatile',
      ).length;
    expect(volatile(1.5)).toBeGreaterThan(20);
    expect(volatile(3)).toBe(0);
  });

  it('judges the regime by the average it was told to', () => {
    const [quick, slow] = [20, 200].map((regimePeriod) =>
      askedOver(WALK, 1, { parameters: { regimePeriod } }).map(({ assessment }) => assessment?.regime),
    );
    expect(quick?.slice(-900)).not.toEqual(slow?.slice(-900));
  });

  it('may be led by the model alone', () => {
    const parameters = { modelWeight: 1, enterInBear: true, enterInVolatile: true };
    const always = run(WALK, 1, { parameters, model: aModel(() => 1) });
    expect(always.intents.map(({ index, intent }) => [index, intent.kind])).toEqual([[always.warmUp, 'enterLong']]);
    expect(run(WALK, 1, { parameters, model: aModel(() => 0) }).intents).toEqual([]);
  });

  it('goes by its rules while the model has no opinion, and names the model all the same', () => {
    const silent = run(WALK, 1, { model: aModel(() => undefined) });
    expect(silent.intents).toEqual(run(WALK, 1).intents);
    const { model, weights, context } = explained(silent.assess());
    expect(model).toEqual({ name: 'opinion', version: '7' });
    expect(weights['model']).toBe(0);
    expect(context['modelScore']).toBeNull();
  });

  it('names no model when there is none', () => {
    expect(explained(run(WALK, 1).assess()).model).toBeNull();
  });
});
