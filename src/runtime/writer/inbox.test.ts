import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../domain/index.ts';
import { Inbox, type OperatorRequest } from './inbox.ts';

const aTimer = (clockDriftMs: number): EngineEvent => ({ type: 'timerFired', clockDriftMs });

function aRequest(): { readonly request: OperatorRequest; readonly refusals: unknown[] } {
  const refusals: unknown[] = [];
  return {
    request: { event: aTimer(0), resolve: () => undefined, reject: (failure) => void refusals.push(failure) },
    refusals,
  };
}

/** Everything that waits, in the order in which it is handed out. */
function emptied(inbox: Inbox): number[] {
  const drifts: number[] = [];
  for (let event = inbox.peekEvent(); event; event = inbox.peekEvent()) {
    drifts.push(event.type === 'timerFired' ? event.clockDriftMs : Number.NaN);
    inbox.dropEvent();
  }
  return drifts;
}

describe('Inbox', () => {
  it('hands events out in the order in which they came, each until it is dropped', () => {
    const inbox = new Inbox();
    for (const drift of [1, 2, 3]) inbox.push(aTimer(drift));
    expect(inbox.peekEvent()).toEqual(inbox.peekEvent());
    expect(emptied(inbox)).toEqual([1, 2, 3]);
    expect(inbox.hasEvents).toBe(false);
  });

  it('keeps their order when more arrive than are taken, for as long as that goes on', () => {
    const inbox = new Inbox();
    const taken: number[] = [];
    let pushed = 0;
    for (let round = 0; round < 10_000; round += 1) {
      for (let more = 0; more < 2 + (round % 2); more += 1) inbox.push(aTimer((pushed += 1)));
      for (let drops = 0; drops < 2; drops += 1) {
        const event = inbox.peekEvent();
        if (event?.type === 'timerFired') taken.push(event.clockDriftMs);
        inbox.dropEvent();
      }
    }
    expect([...taken, ...emptied(inbox)]).toEqual(Array.from({ length: pushed }, (_, index) => index + 1));
  });

  it('wakes whoever listens when it is asked to, or nobody', () => {
    const inbox = new Inbox();
    inbox.wake();
    let calls = 0;
    inbox.listen(() => {
      calls += 1;
    });
    inbox.wake();
    expect(calls).toBe(1);
  });

  it('tells whoever listens of every arrival, in the call', () => {
    const inbox = new Inbox();
    let calls = 0;
    inbox.listen(() => {
      calls += 1;
    });
    inbox.push(aTimer(1));
    inbox.push(aTimer(2));
    inbox.request(aRequest().request);
    expect(calls).toBe(3);
  });

  it('holds no more than 65,536 events: something that reports without end is a defect', () => {
    const inbox = new Inbox();
    for (let count = 0; count < 65_536; count += 1) inbox.push(aTimer(count));
    expect(() => inbox.push(aTimer(0))).toThrow(/at most 65536 reports/);
    inbox.dropEvent();
    inbox.push(aTimer(0));
  });

  it('refuses actions beyond a thousand or so, and tells who asked', () => {
    const inbox = new Inbox();
    for (let count = 0; count < 1024; count += 1) inbox.request(aRequest().request);
    const { request, refusals } = aRequest();
    inbox.request(request);
    expect(refusals).toMatchObject([{ name: 'WriterClosed' }]);
    inbox.dropRequest();
    inbox.request(request);
    expect(refusals).toHaveLength(1);
  });
});
