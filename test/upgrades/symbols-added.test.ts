/** A run on a random market that gets a symbol, stops and starts again: it does what it would have done without a stop. */
import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/domain/index.ts';
import type { SettingsChanged } from '../../src/domain/events/events.ts';
import { Engine, type EngineSettings } from '../../src/core/engine/index.ts';
import { Checkpointer } from '../../src/runtime/index.ts';
import { type JournaledRun, restartRun, startRun } from '../../src/runtime/testing.ts';
import { type RandomWorld, randomWorld } from '../support/random-world.ts';

/** Those of the random worlds that have two instruments. */
const SEEDS = Array.from({ length: 40 }, (_, at) => 2 * at + 1);
const ADDED_AT = 30;

function playOn(run: JournaledRun, { candles }: RandomWorld, from: number, to: number): void {
  const { markets } = run.engine.view;
  for (let at = from; at < to; at += 1) {
    for (const { instrument } of markets) {
      const candle = candles[instrument.id]?.[at];
      if (candle) run.driver.close(instrument.id, candle);
    }
    run.driver.flush();
  }
}

function makeCheckpoint({ engine, writer }: JournaledRun, settings: EngineSettings): void {
  new Checkpointer({
    engine,
    writer,
    createEngine: () => new Engine(settings),
    monotonicMs: () => 0,
    onFailed: expect.unreachable,
  }).make();
}

interface Worlds {
  readonly world: RandomWorld;
  readonly one: EngineSettings;
  readonly changed: SettingsChanged;
}

function worldsOf(seed: number): Worlds {
  const world = randomWorld(seed);
  const { settings, instruments } = world;
  const [first, second] = instruments;
  if (!first || !second) throw new Error(`seed ${seed} must have two instruments`);
  const lanes = settings.lanes.map(({ symbol, strategy }) => ({ symbol, strategy: strategy.name }));
  return {
    world,
    one: { ...settings, lanes: settings.lanes.filter(({ symbol }) => symbol === first.symbol) },
    changed: { type: 'settingsChanged', changes: [], lanes, instruments: [second], actor: 'test' },
  };
}

/** Stops after these candles, and once when the second symbol comes. */
function play({ world, one, changed }: Worlds, stops: readonly number[]): JournaledRun {
  const { settings, simulation, instruments } = world;
  const all = [...stops, ADDED_AT, world.candles[0]?.length ?? 0].toSorted((a, b) => a - b);
  let run = startRun(one, { simulation, instruments: instruments.slice(0, 1) });
  let at = 0;
  let isAdded = false;
  for (const stop of all) {
    playOn(run, world, at, stop);
    at = stop;
    // Every other process writes its state down before it ends.
    if (stop % 2 === 0) makeCheckpoint(run, isAdded ? settings : one);
    const brings: boolean = stop === ADDED_AT && !isAdded;
    isAdded ||= brings;
    const now = isAdded ? { settings, instruments } : { settings: one, instruments: instruments.slice(0, 1) };
    const parts = { journal: run.journal, simulation, instruments: now.instruments };
    run = restartRun(now.settings, { ...parts, ...(brings && { changed }) });
  }
  return run;
}

it.each(SEEDS)('seed %i', (seed) => {
  const worlds = worldsOf(seed);
  const whole = play(worlds, []);
  const stopped = play(
    worlds,
    [17, 29, 31, 32, 47, 66, 90, 91].map((stop) => stop + (seed % 7)),
  );
  expect(whole.engine.view.markets).toHaveLength(2);
  expect(stopped.fills()).toEqual(whole.fills());
  expect(canonicalJson(stopped.engine.view.ledger.snapshot())).toBe(canonicalJson(whole.engine.view.ledger.snapshot()));
});
