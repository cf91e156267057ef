import { describe, expect, it } from 'vitest';
import { Engine } from '../core/engine/index.ts';
import { type EngineEvent, err, ok } from '../domain/index.ts';
import type { Journal, RecordedEntry } from '../ports/index.ts';
import { hashCommands, runStarted } from '../runtime/index.ts';
import { aCandle, anInstrument, buy, engineSettings, scripted } from '../../test/support/build.ts';
import type { Records } from './records.ts';
import { replayRecord } from './replay-record.ts';

const settings = engineSettings(scripted({ 1: buy(), 3: buy(), 4: buy() }));
const IDENTITY = { mode: 'test', commit: 'abc', configHash: 'def', seed: 1, runId: 'c0' };
const FIRST = 5;

function events(): EngineEvent[] {
  const candles = [0, 1, 2, 3, 4, 5].map((index) => ({
    type: 'candleClosed' as const,
    instrument: 0,
    ...aCandle(index),
  }));
  return [runStarted(IDENTITY, [anInstrument()], { USDT: 10_000n * 10n ** 18n }), ...candles];
}

/** What an engine answered to these events, beginning at entry 5. */
function recorded(): RecordedEntry[] {
  const engine = new Engine(settings);
  return events().map((event, index) => {
    const entry = { sequence: FIRST + index, timeMs: aCandle(index).openTimeMs, event };
    const commands = engine.apply(entry);
    return { entry, commandsHash: commands.length > 0 ? hashCommands(commands) : undefined, facts: undefined };
  });
}

function recordsOf(entries: readonly RecordedEntry[]): Records {
  const journal = {
    head: entries.at(-1)?.entry.sequence ?? 0,
    read: async function* (from: number) {
      yield entries.filter(({ entry }) => entry.sequence >= from);
    },
  };
  const run = { firstSequence: FIRST, settings: {} };
  return { path: 'a.db', reader: {} as Records['reader'], journal: journal as unknown as Journal, run };
}

const createEngines = async () => ok(() => new Engine(settings));

describe('replayRecord', () => {
  it('finds a run equal that answers as it was recorded', async () => {
    const entries = recorded();
    const answered = entries.filter(({ commandsHash }) => commandsHash !== undefined).length;
    const replayed = await replayRecord({ records: recordsOf(entries), createEngines });
    expect(answered).toBeGreaterThan(0);
    expect(replayed.ok && replayed.value).toMatchObject({
      path: 'a.db',
      runId: 'c0',
      firstSequence: FIRST,
      lastSequence: FIRST + 6,
      entries: 7,
      answered,
      isEqual: true,
      mismatches: [],
    });
    expect(replayed.ok && replayed.value?.replayedHash).toMatch(/^[0-9a-f]{64}$/);
    expect(replayed.ok && replayed.value?.replayedHash).toBe(replayed.ok && replayed.value?.recordedHash);
  });

  it('names the entry whose answer was another one', async () => {
    const entries = recorded();
    const at = entries.findIndex(({ commandsHash }) => commandsHash !== undefined);
    const tampered = entries.with(at, { ...(entries[at] as RecordedEntry), commandsHash: '0'.repeat(32) });
    const replayed = await replayRecord({ records: recordsOf(tampered), createEngines });
    const summary = replayed.ok ? replayed.value : undefined;
    expect(summary).toMatchObject({ isEqual: false, mismatchCount: 1, mismatches: [{ sequence: FIRST + at }] });
    expect(summary?.recordedHash).not.toBe(summary?.replayedHash);
  });

  it('forgives that the last answer died with its process', async () => {
    const entries = recorded();
    const last = entries.findLastIndex(({ commandsHash }) => commandsHash !== undefined);
    const cut = entries.slice(0, last + 1).with(last, { ...(entries[last] as RecordedEntry), commandsHash: undefined });
    const replayed = await replayRecord({ records: recordsOf(cut), createEngines });
    const summary = replayed.ok ? replayed.value : undefined;
    expect(summary?.isEqual).toBe(true);
    expect(summary?.recordedHash).toBe(summary?.replayedHash);
  });

  it('has nothing to tell without a run, and passes on why there is no engine', async () => {
    const records = recordsOf(recorded());
    expect(await replayRecord({ records: { ...records, run: undefined }, createEngines })).toEqual(ok(undefined));
    expect(await replayRecord({ records, createEngines: async () => err('no such strategy') })).toEqual(
      err('no such strategy'),
    );
  });
});
