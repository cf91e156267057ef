import { describe, expect, it } from 'vitest';
import type { Command } from '../../domain/index.ts';
import type { Dispatcher } from './dispatcher.ts';
import { Outbox } from './outbox.ts';

const notice = (code: string): Command => ({ type: 'notify', level: 'info', code, message: '' });

function anOutbox() {
  const left: string[] = [];
  const dispatch = (commands: readonly Command[]): void => {
    for (const command of commands) if (command.type === 'notify') left.push(command.code);
  };
  return { outbox: new Outbox({ dispatch } as unknown as Dispatcher), left };
}

describe('Outbox', () => {
  it('lets an answer out at once when it needs nothing, or when what it needs is durable', () => {
    const { outbox, left } = anOutbox();
    outbox.send({ commands: [notice('free')], after: 0 });
    outbox.release(7);
    outbox.send({ commands: [notice('durable')], after: 7 });
    expect([left, outbox.isEmpty]).toEqual([['free', 'durable'], true]);
  });

  it('holds an answer until its entry is durable, and everything that comes later behind it', () => {
    const { outbox, left } = anOutbox();
    outbox.send({ commands: [notice('order of 3')], after: 3 });
    outbox.send({ commands: [notice('cancel of 4')], after: 0 });
    outbox.send({ commands: [notice('order of 5')], after: 5 });
    outbox.send({ commands: [notice('cancel of 6')], after: 0 });
    outbox.release(2);
    expect(left).toEqual([]);
    outbox.release(4);
    expect(left).toEqual(['order of 3', 'cancel of 4']);
    expect(outbox.isEmpty).toBe(false);
    outbox.release(6);
    expect(left).toEqual(['order of 3', 'cancel of 4', 'order of 5', 'cancel of 6']);
    expect(outbox.isEmpty).toBe(true);
  });

  it('tells how long what it held has waited, and nothing of it for what left at once', () => {
    const waits: number[] = [];
    let nowMs = 100;
    const dispatcher = { dispatch: (_commands: readonly Command[], waitedMs: number) => void waits.push(waitedMs) };
    const outbox = new Outbox(dispatcher as unknown as Dispatcher, () => nowMs);
    outbox.send({ commands: [], after: 0 });
    outbox.send({ commands: [], after: 3 });
    nowMs = 400;
    outbox.send({ commands: [], after: 0 });
    nowMs = 1000;
    outbox.release(3);
    expect(waits).toEqual([0, 900, 600]);
  });

  it('tells how long an order took from being decided, though it was held for no moment', () => {
    const waits: number[] = [];
    let nowMs = 100;
    const dispatcher = { dispatch: (_commands: readonly Command[], waitedMs: number) => void waits.push(waitedMs) };
    const outbox = new Outbox(dispatcher as unknown as Dispatcher, () => nowMs);
    nowMs = 7000;
    outbox.release(3);
    outbox.send({ commands: [], after: 3, sinceMs: 100 });
    outbox.send({ commands: [], after: 4, sinceMs: 6000 });
    nowMs = 8000;
    outbox.release(4);
    expect(waits).toEqual([6900, 2000]);
  });

  it('keeps a copy: the engine reuses its list', () => {
    const { outbox, left } = anOutbox();
    const commands = [notice('first')];
    outbox.send({ commands, after: 1 });
    commands[0] = notice('second');
    outbox.release(1);
    expect(left).toEqual(['first']);
  });

  it('says when an answer was carried out', () => {
    const { outbox } = anOutbox();
    let calls = 0;
    const onHandedOver = (): void => void (calls += 1);
    outbox.send({ commands: [], after: 1, onHandedOver });
    expect(calls).toBe(0);
    outbox.release(1);
    outbox.send({ commands: [], after: 0, onHandedOver });
    expect(calls).toBe(2);
  });
});
