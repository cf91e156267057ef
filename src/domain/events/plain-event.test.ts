import { describe, expect, it } from 'vitest';
import type { EngineEvent } from './events.ts';
import { plainEvent } from './plain-event.ts';

const LONG = `\x1b[2J${'x'.repeat(5_000_000)}`;
const id = 'c0-1';

const EVENTS: readonly EngineEvent[] = [
  { type: 'orderRejected', clientOrderId: id, code: LONG, message: LONG },
  { type: 'outcomeUnknown', clientOrderId: id, cause: LONG },
  { type: 'orderAbsent', clientOrderId: id, evidence: LONG },
  { type: 'orderClosed', clientOrderId: id, status: 'canceled', reason: LONG },
  { type: 'exitArmFailed', lane: 0, generation: 1, cause: LONG },
  { type: 'storageChanged', isWritable: true, cause: LONG },
  { type: 'interruptionSeen', cause: LONG, freshAfterMs: 5 },
  { type: 'runResumed', commit: 'c', reason: LONG },
  { type: 'operatorActed', action: { kind: 'closeAll' }, actor: LONG, reason: LONG, key: 'k' },
];

describe('an event from outside', () => {
  it.each(EVENTS.map((event) => [event.type, event] as const))(
    '%s brings bounded and visible words',
    (_type, event) => {
      const plain = plainEvent(event);
      expect(plain.type).toBe(event.type);
      expect(Object.keys(plain)).toEqual(Object.keys(event));
      for (const value of Object.values(plain)) expect(String(value).length).toBeLessThanOrEqual(500);
      expect(JSON.stringify(plain)).not.toContain(String.raw`\u001b`);
      expect(plainEvent(plain)).toBe(plain);
    },
  );

  it('keeps its ids as they are: cut off, two could become one', () => {
    expect(plainEvent({ type: 'orderAccepted', clientOrderId: LONG, venueOrderId: LONG })).toMatchObject({
      clientOrderId: LONG,
      venueOrderId: LONG,
    });
  });
});
