import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../domain/index.ts';
import { MINUTE, START_MS, buy } from '../../../test/support/build.ts';
import { entriesOf } from '../../../test/support/at-once.ts';
import { aClosedCandle, aLateWriter } from './testing.ts';

const NOW_MS = START_MS + MINUTE;

const aTimer = (clockDriftMs: number): EngineEvent => ({ type: 'timerFired', clockDriftMs });

function closeAll(key: string): EngineEvent {
  return { type: 'operatorActed', action: { kind: 'closeAll' }, actor: 'test', reason: '', key };
}

describe('a journal that answers later', () => {
  it('lets reports wait until the order before them has left, and operators act at once', async () => {
    const { writer, journal, sent, answer } = aLateWriter({ 0: buy() });
    writer.report(aTimer(1));
    writer.drain(NOW_MS);
    expect([writer.isWaiting, writer.hasQueued, writer.hasWork, journal.head]).toEqual([true, true, false, 2]);
    const acted = writer.submit(closeAll('k'));
    expect(writer.hasWork).toBe(true);
    writer.act(NOW_MS);
    writer.flush();
    expect([journal.head, sent]).toEqual([3, []]);
    await answer();
    // Canceled while it waited: the venue hears of neither.
    expect(sent).toEqual([]);
    writer.drain(NOW_MS);
    expect(entriesOf(journal, 3).map(({ entry }) => entry.event.type)).toEqual([
      'operatorActed',
      'timerFired',
      'orderClosed',
    ]);
    await answer();
    expect(await acted).toEqual({ sequence: 3 });
  });

  it('tells each operator once, and only when the action is durable', async () => {
    const { writer, inbox, answer } = aLateWriter({});
    const told: string[] = [];
    const act = (key: string): void => {
      const resolve = ({ sequence }: { sequence: number }): void => void told.push(`${key} ${sequence}`);
      inbox.request({ event: closeAll(key), resolve, reject: () => undefined });
      writer.act(NOW_MS);
      writer.flush();
    };
    act('a');
    expect(told).toEqual([]);
    await answer();
    expect(told).toEqual(['a 3']);
    act('b');
    await answer();
    act('c');
    act('d');
    expect(told).toEqual(['a 3', 'b 4']);
    await answer();
    expect(told).toEqual(['a 3', 'b 4', 'c 5']);
    await answer();
    expect(told).toEqual(['a 3', 'b 4', 'c 5', 'd 6']);
    expect([writer.isWaiting, writer.flushes]).toEqual([false, 4]);
  });

  it('is quiet when neither a report waits nor the journal, and has work when something may be handled', async () => {
    const { writer, answer } = aLateWriter({ 1: buy() });
    const state = (): string => `${writer.isQuiet ? 'quiet' : 'busy'}, ${writer.hasWork ? 'work' : 'no work'}`;
    expect(state()).toBe('quiet, no work');
    writer.report(aTimer(1));
    expect(state()).toBe('busy, work');
    writer.flush();
    // Nothing is held for that flush, so that reports go on.
    expect(state()).toBe('busy, work');
    writer.drain(NOW_MS);
    expect(state()).toBe('busy, no work');
    await answer();
    expect(state()).toBe('quiet, no work');
    void writer.submit(closeAll('k'));
    expect(state()).toBe('quiet, work');
    writer.act(NOW_MS);
    writer.handle(aClosedCandle(1), NOW_MS + MINUTE);
    expect(state()).toBe('busy, no work');
    writer.report(aTimer(2));
    expect(state()).toBe('busy, no work');
  });

  it('wakes who listens when something arrives, and when it has answered', async () => {
    const { writer, answer } = aLateWriter({});
    let calls = 0;
    writer.listen(() => {
      calls += 1;
    });
    writer.report(aTimer(1));
    void writer.submit(closeAll('k'));
    expect(calls).toBe(2);
    writer.flush();
    expect(calls).toBe(2);
    await answer();
    expect(calls).toBe(3);
  });

  it('is settled when it is not waited for', async () => {
    const { writer, answer } = aLateWriter({});
    const settled: string[] = [];
    writer.flush();
    void writer.settled().then(() => settled.push('settled'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(settled).toEqual([]);
    await answer();
    expect(settled).toEqual(['settled']);
  });

  it('lets nothing go on once it has failed: no order leaves, and every way in says why', async () => {
    const { writer, journal, sent, answer } = aLateWriter({ 0: buy() });
    let calls = 0;
    writer.listen(() => {
      calls += 1;
    });
    journal.failures.push(new Error('no space'));
    await answer();
    expect([sent, calls, writer.isWaiting]).toEqual([[], 1, false]);
    for (const go of [
      () => writer.act(NOW_MS),
      () => writer.drain(NOW_MS),
      () => writer.handle(aTimer(1), NOW_MS),
      () => writer.flush(),
    ]) {
      expect(go).toThrow('no space');
    }
    await expect(writer.settled()).rejects.toThrow('no space');
    expect(journal.head).toBe(2);
  });
});

describe('a writer that is closed', () => {
  it('tells why to everybody who waits and to everybody who comes, and tells it once', async () => {
    const { writer, answer } = aLateWriter({});
    const handled = writer.submit(closeAll('handled'));
    writer.act(NOW_MS);
    writer.flush();
    const waiting = [writer.submit(closeAll('waiting')), writer.submit(closeAll('next'))];
    writer.close(new Error('the bot stops'));
    writer.close(new Error('again'));
    const late = writer.submit(closeAll('late'));
    for (const action of [handled, ...waiting, late]) await expect(action).rejects.toThrow('the bot stops');
    expect(writer.hasWork).toBe(false);
    await answer();
    expect(writer.sequence).toBe(3);
  });
});
