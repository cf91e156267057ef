import { describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../adapters/storage/index.ts';
import { Engine } from '../../core/engine/index.ts';
import type { LocalJournal } from '../../ports/index.ts';
import { aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { entriesOf } from '../../../test/support/at-once.ts';
import { type JournaledRun, entryTypes, restartRun, startRun } from '../testing.ts';
import { createEntryCursor } from '../writer/entry-cursor.ts';
import { Checkpointer } from './checkpointer.ts';
import { recoverEngine } from './recover-engine.ts';

const stopped = engineSettings(scripted({ 0: buy() }), { exits: { stopLossRatio: 0.05 } });

function makeCheckpoint({ engine, writer }: JournaledRun): void {
  new Checkpointer({
    engine,
    writer,
    createEngine: () => new Engine(stopped),
    monotonicMs: () => 0,
    onFailed: expect.unreachable,
  }).make();
}

/** The entry whose facts tell of the position. */
function entryOfFill({ journal }: JournaledRun): number {
  return entryTypes(journal).indexOf('orderFilled') + 1;
}

/** The journal with the facts of one entry told by a name that nobody knows. */
function withFactsOfAnotherName(journal: LocalJournal, sequence: number): LocalJournal {
  const copy = new MemoryJournal();
  for (const { entry, commandsHash, facts } of entriesOf(journal)) {
    copy.append(entry);
    const told = entry.sequence === sequence ? facts?.replace('"laneParts"', '"lanesOfTomorrow"') : facts;
    copy.seal(entry.sequence, { commandsHash, facts: told });
  }
  return copy;
}

describe('facts of a name that this version does not know', () => {
  const candles = Array.from({ length: 12 }, (_, index) => aCandle(index));

  it('are never passed over', () => {
    const run = startRun(stopped);
    run.play(candles.slice(0, 3));
    const journal = withFactsOfAnotherName(run.journal, entryOfFill(run));
    expect(() => restartRun(stopped, { journal })).toThrow(/saved facts must be of .*, found lanesOfTomorrow/);
  });

  it('are not needed where a checkpoint holds the state, though it lacks an indicator', async () => {
    const run = startRun(stopped);
    run.play(candles.slice(0, 3));
    makeCheckpoint(run);
    run.play(candles.slice(3, 6));
    const journal = withFactsOfAnotherName(run.journal, entryOfFill(run));
    const more = scripted(
      {},
      {
        setup: ({ indicators }) => {
          indicators.sma(3);
          return () => undefined;
        },
      },
    );
    const settings = engineSettings(more, { exits: { stopLossRatio: 0.05 } });
    const { engine, checkpoint } = await recoverEngine({
      journal,
      fromSequence: 1,
      createEngine: () => new Engine(settings),
      cursor: createEntryCursor(),
      onApplied: () => undefined,
    });
    expect(checkpoint).toBeGreaterThan(0);
    expect(engine.view.lanes[0]?.position).toEqual(run.engine.view.lanes[0]?.position);
    expect(engine.view.lanes[0]?.guard.stopPrice).toBe(95);
  });
});
