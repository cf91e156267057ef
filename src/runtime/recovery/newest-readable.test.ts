import { expect, it } from 'vitest';
import { Engine } from '../../core/engine/index.ts';
import { START_MS, engineSettings, scripted } from '../../../test/support/build.ts';
import { walk } from '../../../test/support/synthetic-candles.ts';
import { startRun } from '../testing.ts';
import { Checkpointer } from './checkpointer.ts';
import { newestReadable } from './newest-readable.ts';

const settings = engineSettings(scripted({}, { lookback: 0 }));

function createEngine(): Engine {
  return new Engine(settings);
}

it('passes over what another version wrote, and what comes later', () => {
  const run = startRun(settings);
  const { engine, writer, journal } = run;
  const newest = (beforeSequence: number) => newestReadable({ journal, fromSequence: 1, beforeSequence, createEngine });
  const make = (): number => {
    const parts = { engine, writer, createEngine, monotonicMs: () => 0, onFailed: expect.unreachable };
    new Checkpointer(parts).make();
    return writer.sequence;
  };
  run.play(walk({ seed: 1, count: 20, startMs: START_MS }));
  expect(newest(writer.sequence + 1)).toBeUndefined();
  const first = make();
  const second = make();
  writer.handle({ type: 'checkpointMade', state: '{"shape":99}' }, writer.timeMs);
  expect(newest(writer.sequence + 1)).toBe(second);
  expect(newest(second)).toBe(first);
  expect(newest(first)).toBeUndefined();
});
