/** An event as type and payload of its row. A candle in short form has a type of one letter; all else is as events are written. */
import { decodeEvent, encodeEvent, type EventDecodeError } from '../../../domain/events/event-codec.ts';
import type { EngineEvent } from '../../../domain/events/events.ts';
import { type Result, err, ok } from '../../../domain/result.ts';
import { type CandleEvent, decodeCandleRow, encodeCandleRow } from './candle-row.ts';

const SHORT_TYPES = { candleClosed: 'c', candleBackfilled: 'b' } as const;
const TYPES_BY_LETTER: ReadonlyMap<string, CandleEvent['type']> = new Map([
  ['c', 'candleClosed'],
  ['b', 'candleBackfilled'],
]);

export function encodeRow(event: EngineEvent, timeMs: number): readonly [type: string, payload: string] {
  if (event.type === 'candleClosed' || event.type === 'candleBackfilled') {
    const short = encodeCandleRow(event, timeMs);
    if (short !== undefined) return [SHORT_TYPES[event.type], short];
  }
  return [event.type, encodeEvent(event)];
}

/** What `encodeRow` wrote, or a version that knew no short forms. */
export function decodeRow(type: string, payload: string, timeMs: number): Result<EngineEvent, EventDecodeError> {
  const candle = TYPES_BY_LETTER.get(type);
  if (candle === undefined) return decodeEvent(payload);
  const event = decodeCandleRow(candle, payload, timeMs);
  if (event) return ok(event);
  return err({ code: 'badShape', message: `${candle} must be a list of 8 numbers` });
}

/** What may stand as type in rows of these events, twice the same where there is one. */
export function typesInRows(type: EngineEvent['type']): [string, string] {
  const isCandle = type === 'candleClosed' || type === 'candleBackfilled';
  return [type, isCandle ? SHORT_TYPES[type] : type];
}
