/** Events as lines of the journal. Candles are arrays, all else objects; every number reads back bit for bit. */
import { unreachable } from '../assert.ts';
import { jsonNumber } from '../json/canonical.ts';
import { type Codec, UNKNOWN_PROPERTY } from './codec.ts';
import { EVENT_CODECS } from './event-shapes.ts';
import type { CandleBackfilled, CandleClosed, EngineEvent } from './events.ts';
import { type Result, err, ok } from '../result.ts';
import { UPCASTERS, type Upcaster } from './upcasters.ts';

export interface EventDecodeError {
  /** `unknownType` and `newerShape` are what a newer version writes. */
  readonly code: 'notJson' | 'unknownType' | 'newerShape' | 'badShape';
  /** Names the type and lists every problem with its place. */
  readonly message: string;
}

type CandleEvent = CandleClosed | CandleBackfilled;

const CODECS: ReadonlyMap<string, Codec<EngineEvent>> = new Map(
  Object.entries(EVENT_CODECS) as unknown as [string, Codec<EngineEvent>][],
);

/**
 * One line of JSON, always the same for the same event.
 * @throws AssertionFailure when a number is not finite.
 */
export function encodeEvent(event: EngineEvent): string {
  if (event.type === 'candleClosed' || event.type === 'candleBackfilled') return encodeCandle(event);
  const codec = CODECS.get(event.type);
  return codec ? codec.encode(event) : unreachable(event as never);
}

/** Reads what `encodeEvent` wrote, in this version or an earlier one. */
export function decodeEvent(
  line: string,
  upcasters: readonly Upcaster[] = UPCASTERS,
): Result<EngineEvent, EventDecodeError> {
  const parsed = parseJson(line);
  if (!parsed.ok) return parsed;
  const json = upcasters.length === 0 ? parsed.value : upcasted(parsed.value, upcasters);
  const type = typeOf(json);
  if (type === 'candleClosed' || type === 'candleBackfilled') return decodeCandle(type, json);
  const codec = CODECS.get(type);
  if (!codec)
    return failure(
      type === '' ? 'badShape' : 'unknownType',
      `event type ${JSON.stringify(type)} is not known to this version`,
    );
  let problems = '';
  let isNewer = true;
  const event = codec.decode(json, type, (where, problem) => {
    problems += `${problems && '; '}${where} ${problem}`;
    isNewer &&= problem === UNKNOWN_PROPERTY;
  });
  return problems === '' ? ok(event) : failure(isNewer ? 'newerShape' : 'badShape', problems);
}

function encodeCandle(candle: CandleEvent): string {
  const { type, instrument, openTimeMs, open, high, low, close, volume } = candle;
  const numbers: Numbers = [instrument, openTimeMs, open, high, low, close, volume];
  // The platform's own writer is twice as fast, and right for all numbers but -0 and those that are not finite.
  for (const value of numbers) if (!isPlain(value)) return `["${type}",${numbers.map(jsonNumber).join(',')}]`;
  return JSON.stringify([type, instrument, openTimeMs, open, high, low, close, volume]);
}

function isPlain(value: number): boolean {
  return value - value === 0 && (value !== 0 || 1 / value > 0);
}

const CANDLE_LENGTH = 8;

function decodeCandle(type: CandleEvent['type'], json: unknown): Result<EngineEvent, EventDecodeError> {
  if (!Array.isArray(json) || json.length !== CANDLE_LENGTH) return failure('badShape', `${type} must be a list of 8`);
  for (let index = 1; index < CANDLE_LENGTH; index += 1) {
    if (!Number.isFinite(json[index])) return failure('badShape', `${type}[${index}] must be a number`);
  }
  const [, instrument, openTimeMs, open, high, low, close, volume] = json as [string, ...Numbers];
  return ok({ type, instrument, openTimeMs, open, high, low, close, volume });
}

type Numbers = [number, number, number, number, number, number, number];

function typeOf(json: unknown): string {
  const type: unknown = Array.isArray(json) ? json[0] : (json as { readonly type?: unknown } | null)?.type;
  return typeof type === 'string' ? type : '';
}

/** Follows the chain of upcasters; each is used at most once, so that it ends. */
function upcasted(json: unknown, upcasters: readonly Upcaster[]): unknown {
  let current = json;
  const unused = new Map(upcasters.map((upcaster) => [upcaster.from, upcaster]));
  for (let next = unused.get(typeOf(current)); next; next = unused.get(typeOf(current))) {
    unused.delete(next.from);
    current = next.upcast(current);
  }
  return current;
}

function parseJson(line: string): Result<unknown, EventDecodeError> {
  try {
    return ok(JSON.parse(line));
  } catch (error) {
    return failure('notJson', `a journal line must be JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function failure(
  code: EventDecodeError['code'],
  message: string,
): { readonly ok: false; readonly error: EventDecodeError } {
  return err({ code, message });
}
