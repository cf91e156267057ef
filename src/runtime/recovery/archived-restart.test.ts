/** A process that begins where old entries are archived: it reads none of them, and a replay begins it the same way. */
import { expect, it } from 'vitest';
import { Engine } from '../../core/engine/index.ts';
import { MemoryJournal } from '../../adapters/storage/index.ts';
import type { LocalJournal } from '../../ports/index.ts';
import { START_MS, engineSettings, scripted } from '../../../test/support/build.ts';
import { walk } from '../../../test/support/synthetic-candles.ts';
import { type JournaledRun, restartRun, startRun } from '../testing.ts';
import { Checkpointer } from './checkpointer.ts';
import { replayJournal } from './replay-journal.ts';

/** Trades by how many candles it was told, those of its look-back included. */
function counting(lookback: number) {
  return engineSettings(
    scripted(
      {},
      {
        lookback,
        setup: () => {
          let told = 0;
          return ({ position, enterLong, exit }) => {
            told += 1;
            if (told % 7 !== 3) return undefined;
            return position ? exit({ reason: 'test exit' }) : enterLong({ reason: 'test entry' });
          };
        },
      },
    ),
  );
}

const settings = counting(250);
const candles = walk({ seed: 5, count: 500, startMs: START_MS, volatility: 0.004 });

/** The journal as it is once entries up to a sequence are in files that nobody may need. */
function archivedUpTo(inner: LocalJournal, archived: number): LocalJournal {
  const refuse = (from: number): number => {
    if (from > 1 && from <= archived) throw new Error(`entry ${from} is in an archive`);
    return from;
  };
  return {
    get head() {
      return inner.head;
    },
    get durable() {
      return inner.durable;
    },
    archived,
    append: (entry) => inner.append(entry),
    seal: (sequence, answer) => inner.seal(sequence, answer),
    flush: () => inner.flush(),
    read: (from) => inner.read(refuse(from)),
    pages: (from) => inner.pages(refuse(from)),
    newestOf: async (type, range) => inner.newest(type, { ...range, fromSequence: refuse(range.fromSequence) }),
    newest: (type, range) => inner.newest(type, { ...range, fromSequence: refuse(range.fromSequence) }),
    close: () => inner.close(),
  };
}

function createEngine(): Engine {
  return new Engine(settings);
}

function makeCheckpoint({ engine, writer }: JournaledRun): number {
  const parts = { engine, writer, createEngine, monotonicMs: () => 0, onFailed: expect.unreachable };
  new Checkpointer(parts).make();
  return writer.sequence;
}

it.each([
  ['what it looks back on is there', 0],
  ['a part of it is archived', 1],
  ['most of it is archived', 2],
])('where %s', async (_where, last) => {
  const first = startRun(settings, { journal: new MemoryJournal() });
  const checkpoints: number[] = [];
  for (let at = 0; at < 400; at += 100) {
    first.play(candles.slice(at, at + 100));
    checkpoints.push(makeCheckpoint(first));
  }
  first.writer.flush();
  const archived = (checkpoints[last] ?? 0) - 1;
  const run = restartRun(settings, { journal: archivedUpTo(first.journal, archived) });
  const resumed = [...run.journal.pages(checkpoints[3] ?? 0)].flat()[1]?.entry.event;
  expect(resumed).toMatchObject({ type: 'runResumed', archivedSequence: archived });
  run.play(candles.slice(400));
  const told = { journal: first.journal, fromSequence: 1, createEngine };
  const replayed = await replayJournal(told);
  expect(replayed).toMatchObject({ mismatchCount: 0, lastSequence: run.journal.head });
  expect(replayed.answered).toBeGreaterThan(60);
});
