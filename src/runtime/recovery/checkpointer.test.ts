import { describe, expect, it } from 'vitest';
import { Engine, type EngineSettings } from '../../core/engine/index.ts';
import type { RunningStrategy } from '../../core/strategies/api/index.ts';
import { aCandle, engineSettings, scripted } from '../../../test/support/build.ts';
import { type JournaledRun, entryTypes, restartRun, startRun } from '../testing.ts';
import { Checkpointer } from './checkpointer.ts';

const candles = Array.from({ length: 12 }, (_, index) => aCandle(index));

/** Enters with every fourth candle by its own count, which stands in `seen`. */
function counting(parts: (seen: { count: number }) => Partial<RunningStrategy>): EngineSettings {
  const setup = (): RunningStrategy => {
    const seen = { count: 0 };
    return {
      onCandle: ({ position, enterLong, exit }) => {
        seen.count += 1;
        if (seen.count % 4 !== 0) return undefined;
        return position ? exit({ reason: 'counted' }) : enterLong({ reason: 'counted' });
      },
      save: () => seen.count,
      restore: (saved) => {
        seen.count = Number(saved);
      },
      ...parts(seen),
    };
  };
  return engineSettings(scripted({}, { name: 'counting', setup }));
}

function checkpointed({ engine, writer }: JournaledRun, settings: EngineSettings): string[] {
  const causes: string[] = [];
  const onFailed = (cause: string) => void causes.push(cause);
  new Checkpointer({ engine, writer, createEngine: () => new Engine(settings), monotonicMs: () => 0, onFailed }).make();
  return causes;
}

/** Fills of a run that stops after the sixth candle, and of one that goes on. */
function bothWays(settings: EngineSettings): { causes: string[]; fills: string[][]; run: JournaledRun } {
  const whole = startRun(settings);
  whole.play(candles);
  const before = startRun(settings);
  before.play(candles.slice(0, 6));
  const causes = checkpointed(before, settings);
  const run = restartRun(settings, { journal: before.journal });
  run.play(candles.slice(6));
  return { causes, fills: [whole.fills(), run.fills()], run };
}

const nothing = (): void => undefined;

describe('a strategy that cannot be saved', () => {
  it.each<[string, Partial<Record<'save' | 'restore', () => unknown>>, string]>([
    ['save throws', { save: () => JSON.parse('{') }, 'strategy counting cannot be saved: Expected property name'],
    [
      'save gives a map',
      { save: () => new Map() },
      'strategy counting cannot be saved: saved state must be plain data',
    ],
    ['save gives a function', { save: () => [Math.max] }, 'cannot be saved: saved state must be plain data, found'],
    ['restore forgets something', { restore: nothing }, 'a checkpoint must read back as it was made'],
  ])('as its %s, is told of; the run goes on, and a start goes another way', (_what, parts, cause) => {
    const { causes, fills, run } = bothWays(counting(() => parts as Partial<RunningStrategy>));
    expect(causes).toEqual([expect.stringContaining(cause)]);
    expect(entryTypes(run.journal)).not.toContain('checkpointMade');
    expect(fills[0]).toHaveLength(2);
    expect(fills[1]).toEqual(fills[0]);
  });
});

describe('a strategy that cannot be restored', () => {
  it('begins anew, with nothing of what it has taken back', () => {
    let isWorse = false;
    const settings = counting((seen) => ({
      restore: (saved) => {
        seen.count = Number(saved);
        if (isWorse) throw new RangeError('the next version knows better');
      },
    }));
    const run = startRun(settings);
    run.play(candles.slice(0, 6));
    expect(checkpointed(run, settings)).toEqual([]);
    isWorse = true;
    const again = restartRun(settings, { journal: run.journal });
    const { engine } = again;
    expect(engine.view.lanes[0]?.position).toBeDefined();
    // By its new count it leaves with the tenth candle, and not with the eighth.
    again.play(candles.slice(6, 9));
    expect(again.fills()).toHaveLength(1);
    again.play(candles.slice(9, 11));
    expect(again.fills()).toHaveLength(2);
  });
});
