/** A journal that answers later changes when things happen, and nothing else. */
import { expect, it } from 'vitest';
import { MemoryJournal } from '../../src/adapters/storage/index.ts';
import { LateJournal, seededTurns } from '../../src/adapters/storage/testing/late-journal.ts';
import { decimal } from '../../src/domain/index.ts';
import { runBacktest, runBacktestAsync } from '../../src/research/backtest/index.ts';
import { canonicalScenario } from '../crash/scenario.ts';
import { entriesOf } from '../support/at-once.ts';
import { randomWorld } from '../support/random-world.ts';
import { IDENTITY, type PlayableWorld, feedOfWorld, playedByLoop } from './played.ts';

const aRandomWorld = (seed: number): PlayableWorld => ({ ...randomWorld(seed), balances: { USDT: decimal('10000') } });

const SCENARIOS: readonly (readonly [string, PlayableWorld, boolean])[] = [
  ['two instruments, limit orders, stops and targets', canonicalScenario(300), false],
  ['the same with the beginning of every interval', canonicalScenario(300), true],
  ...[1, 2, 3, 4, 5, 6].map((seed) => [`random world ${seed}`, aRandomWorld(seed), seed > 3] as const),
];

it.each(SCENARIOS)('the loop writes the same entries, hashes and commands (%s)', async (_name, world, hasOpens) => {
  const journal = new MemoryJournal();
  const atOnce = await playedByLoop(world, journal, { hasOpens });
  const expected = entriesOf(journal);
  expect(atOnce.early).toEqual([]);
  for (const [seed, roundLooks] of [
    [1, 1000],
    [2, 3],
    [3, 1],
  ] as const) {
    const late = new LateJournal(seededTurns(seed));
    const played = await playedByLoop(world, late, { hasOpens, roundLooks });
    expect(played.commands).toEqual(atOnce.commands);
    expect(entriesOf(late)).toEqual(expected);
    expect(played.early).toEqual([]);
    expect(late.durable).toBe(late.head);
    expect(played.run.engine.view.ledger.snapshot()).toEqual(atOnce.run.engine.view.ledger.snapshot());
    // Most orders were waited for: the test is about something.
    expect(late.answers).toBeGreaterThan(atOnce.commands.filter((command) => /"submitOrder"/.test(command)).length / 2);
  }
});

it.each(SCENARIOS.filter(([, , hasOpens]) => !hasOpens))(
  'a backtest writes the same entries and hashes and ends the same (%s)',
  async (_name, world) => {
    const { candles: _told, ...given } = world;
    const journal = new MemoryJournal();
    const atOnce = runBacktest({ ...given, identity: IDENTITY, feed: feedOfWorld(world, false), journal });
    const late = new LateJournal(seededTurns(9));
    const patient = await runBacktestAsync({
      ...given,
      identity: IDENTITY,
      feed: feedOfWorld(world, false),
      journal: late,
    });
    expect(atOnce.recorder.fills.length).toBeGreaterThan(2);
    expect(entriesOf(late)).toEqual(entriesOf(journal));
    expect(late.durable).toBe(late.head);
    expect(patient.candles).toBe(atOnce.candles);
    expect(patient.recorder.trips).toEqual(atOnce.recorder.trips);
    expect([...patient.curve.equity]).toEqual([...atOnce.curve.equity]);
  },
);
