import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
import { decodeEvent, encodeEvent } from './event-codec.ts';
import { EVENT_CODECS } from './event-shapes.ts';
import type { EngineEvent, OperatorAction } from './events.ts';
import type { Instrument } from '../market/instrument.ts';
import { type Notional, type Price, type Quantity, price, quantity } from '../units.ts';
import type { Upcaster } from './upcasters.ts';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const float = fc.double({ noNaN: true, noDefaultInfinity: true });
const exact = <T extends bigint>() => fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }) as fc.Arbitrary<T>;

/** Objects as the program makes them, with the ordinary prototype. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
}

const required = {
  id: fc.nat(),
  symbol: text,
  venue: text,
  base: text,
  quote: text,
  tickSize: exact<Price>(),
  stepSize: exact<Quantity>(),
  minQuantity: exact<Quantity>(),
  minNotional: exact<Notional>(),
  makerFeeRate: exact(),
  takerFeeRate: exact(),
  feeAsset: fc.constantFrom('quote' as const, 'received' as const),
  status: fc.constantFrom('trading' as const, 'exitOnly' as const, 'halted' as const),
};

const instrument: fc.Arbitrary<Instrument> = fc.oneof(
  record(required),
  record({ ...required, maxQuantity: exact<Quantity>() }),
  record({ ...required, priceBandRatio: float, maxQuantity: exact<Quantity>() }),
);

const action: fc.Arbitrary<OperatorAction> = fc.oneof(
  record({
    kind: fc.constant('setTradingState' as const),
    state: fc.constantFrom('active' as const, 'reducing' as const, 'halted' as const),
  }),
  record({ kind: fc.constant('closePosition' as const), lane: fc.nat() }),
  record({ kind: fc.constant('closeAll' as const) }),
  record({ kind: fc.constant('cancelOrder' as const), clientOrderId: text }),
  record({ kind: fc.constant('settleSuspense' as const), tradeId: text }),
  record({ kind: fc.constant('moveFunds' as const), asset: text, amount: exact() }),
  record({ kind: fc.constant('resetLossLimits' as const) }),
);

const candle = {
  instrument: fc.nat(),
  openTimeMs: fc.maxSafeInteger(),
  open: float,
  high: float,
  low: float,
  close: float,
  volume: float,
};

const fill = {
  tradeId: text,
  clientOrderId: text,
  price: exact<Price>(),
  quantity: exact<Quantity>(),
  fee: exact(),
  feeAsset: text,
  liquidity: fc.constantFrom('maker' as const, 'taker' as const),
};

/** Anything each event may say. A new event type does not compile until it is listed here. */
const EVENTS: { readonly [T in EngineEvent['type']]: fc.Arbitrary<Omit<Extract<EngineEvent, { type: T }>, 'type'>> } = {
  candleClosed: record(candle),
  candleBackfilled: record(candle),
  intervalClosed: record({ openTimeMs: fc.maxSafeInteger() }),
  runStarted: record({
    runId: text,
    mode: text,
    commit: text,
    configHash: text,
    modelHash: fc.option(text),
    seed: float,
    instruments: fc.array(instrument, { maxLength: 3 }),
    balances: fc.dictionary(text, exact(), { noNullPrototype: true }),
  }),
  runResumed: record({ commit: text, reason: text }),
  quoteSeen: fc.oneof(
    record({ instrument: fc.nat(), bid: float, ask: float }),
    record({ instrument: fc.nat(), bid: float, ask: float, isTraded: fc.boolean() }),
  ),
  orderAccepted: record({ clientOrderId: text, venueOrderId: text }),
  orderRejected: record({ clientOrderId: text, code: text, message: text }),
  outcomeUnknown: record({ clientOrderId: text, cause: text }),
  orderAbsent: record({ clientOrderId: text, evidence: text }),
  orderFilled: fc.oneof(record(fill), record({ ...fill, executedMs: fc.maxSafeInteger() })),
  orderClosed: record({
    clientOrderId: text,
    status: fc.constantFrom('canceled' as const, 'expired' as const),
    reason: text,
  }),
  exitArmed: record({ lane: fc.nat(), generation: fc.nat() }),
  exitArmFailed: record({ lane: fc.nat(), generation: fc.nat(), cause: text }),
  balanceSeen: record({ asset: text, total: exact() }),
  timerFired: record({ clockDriftMs: float }),
  operatorActed: record({ action, actor: text, reason: text, key: text }),
  interruptionSeen: record({ cause: text, freshAfterMs: float }),
  storageChanged: record({ isWritable: fc.boolean(), cause: text }),
  instrumentChanged: record({ instrument }),
  settingsChanged: record({
    changes: fc.array(record({ key: text, from: fc.option(text), to: fc.option(text) })),
    lanes: fc.array(record({ symbol: text, strategy: text })),
    actor: text,
  }),
  entrySetAside: record({ entryType: text, content: text, cause: text }),
  checkpointMade: record({ state: text }),
};

describe('an event in the journal', () => {
  it.each(Object.keys(EVENTS) as EngineEvent['type'][])('%s reads back as it was written, bit for bit', (type) => {
    fc.assert(
      fc.property(EVENTS[type] as fc.Arbitrary<object>, (rest) => {
        const event = { type, ...rest } as EngineEvent;
        const line = encodeEvent(event);
        const read = decodeEvent(line);
        // `toStrictEqual` tells -0 from 0 and an absent property from an undefined one.
        expect(read).toStrictEqual({ ok: true, value: event });
        expect(read.ok && encodeEvent(read.value)).toBe(line);
        expect(line).not.toContain('\n');
      }),
    );
  });

  it('is written in a form that must not change', () => {
    const lines = [
      encodeEvent({
        type: 'candleClosed',
        instrument: 2,
        openTimeMs: 1_700_000_000_000,
        open: 30_000.5,
        high: 30_001,
        low: 29_999.99,
        close: 1e-7,
        volume: 0,
      }),
      encodeEvent({
        type: 'orderFilled',
        tradeId: '17',
        clientOrderId: 'a-1',
        price: price('30000.5'),
        quantity: quantity('0.001'),
        fee: decimal('0.03'),
        feeAsset: 'USDT',
        liquidity: 'taker',
      }),
      encodeEvent({ type: 'timerFired', clockDriftMs: -12 }),
    ];
    expect(lines).toEqual([
      '["candleClosed",2,1700000000000,30000.5,30001,29999.99,1e-7,0]',
      '{"type":"orderFilled","tradeId":"17","clientOrderId":"a-1","price":"30000.5","quantity":"0.001","fee":"0.03","feeAsset":"USDT","liquidity":"taker"}',
      '{"type":"timerFired","clockDriftMs":-12}',
    ]);
  });

  it('says the same whatever order its balances came in', () => {
    const started = {
      type: 'runStarted',
      runId: 'r',
      mode: 'paper',
      commit: 'c',
      configHash: 'h',
      modelHash: null,
    } as const;
    const one = encodeEvent({ ...started, seed: 1, instruments: [], balances: { USDT: 1n, BTC: 2n } });
    expect(one).toBe(encodeEvent({ ...started, seed: 1, instruments: [], balances: { BTC: 2n, USDT: 1n } }));
  });

  it('must hold finite numbers', () => {
    const quote = { type: 'quoteSeen', instrument: 0, bid: Number.NaN, ask: 1 } as const;
    expect(() => encodeEvent(quote)).toThrow('must be finite, value was NaN');
    const flat = { type: 'candleClosed', instrument: 0, openTimeMs: 0, open: 1, high: 1, low: 1, close: 1 } as const;
    expect(() => encodeEvent({ ...flat, volume: Number.POSITIVE_INFINITY })).toThrow('must be finite');
  });
});

describe('a line that is no event of this version', () => {
  it.each([
    ['', 'notJson', 'a journal line must be JSON'],
    ['{"type":"orderFil', 'notJson', 'a journal line must be JSON'],
    ['null', 'badShape', 'event type "" is not known'],
    ['{"type":"moonPhaseSeen"}', 'unknownType', '"moonPhaseSeen" is not known'],
    ['["tickSeen",1]', 'unknownType', '"tickSeen" is not known'],
    ['{"type":"candleClosed"}', 'badShape', 'candleClosed must be a list of 8'],
    ['["candleClosed",0,0,1,1,1,null,1]', 'badShape', 'candleClosed[6] must be a number'],
    ['["candleClosed",0,0,1,1,1,1e999,1]', 'badShape', 'candleClosed[6] must be a number'],
    ['{"type":"timerFired"}', 'badShape', 'timerFired.clockDriftMs must be a finite number, was absent'],
    ['{"type":"timerFired","clockDriftMs":1,"x":2}', 'newerShape', 'timerFired.x is not a known property'],
    [
      '{"type":"balanceSeen","asset":1,"total":2}',
      'badShape',
      'asset must be text, was 1; balanceSeen.total must be a',
    ],
    ['{"type":"balanceSeen","asset":"BTC","total":"1.x"}', 'badShape', '"1.x" is not a decimal number'],
    [
      '{"type":"instrumentChanged","instrument":[]}',
      'badShape',
      'instrumentChanged.instrument must be an object, was []',
    ],
    ['{"type":"exitArmed","lane":"0","generation":1}', 'badShape', 'exitArmed.lane must be a finite number, was "0"'],
    [
      '{"type":"operatorActed","action":{"kind":"dance"},"actor":"a","reason":"r","key":"k"}',
      'badShape',
      'operatorActed.action.kind must be one of setTradingState',
    ],
    [
      '{"type":"orderClosed","clientOrderId":"a","status":"gone","reason":""}',
      'badShape',
      'orderClosed.status must be one of canceled, expired, was "gone"',
    ],
  ])('%s is refused as %s', (line, code, message) => {
    const read = decodeEvent(line);
    expect(read.ok ? undefined : read.error.code).toBe(code);
    expect(read.ok ? undefined : read.error.message).toContain(message);
  });

  it('is understood when an upcaster knows its type, over several versions', () => {
    const upcasters: readonly Upcaster[] = [
      { from: 'clockSeen', upcast: (json) => ({ type: 'clockChecked', driftSec: (json as { drift: number }).drift }) },
      {
        from: 'clockChecked',
        upcast: (json) => ({ type: 'timerFired', clockDriftMs: (json as { driftSec: number }).driftSec * 1000 }),
      },
    ];
    const read = decodeEvent('{"type":"clockSeen","drift":2}', upcasters);
    expect(read).toEqual({ ok: true, value: { type: 'timerFired', clockDriftMs: 2000 } });
  });

  it('does not send upcasters in circles', () => {
    const upcasters = [
      { from: 'a', upcast: () => ({ type: 'b' }) },
      { from: 'b', upcast: () => ({ type: 'a' }) },
    ];
    const read = decodeEvent('{"type":"a"}', upcasters);
    expect(read.ok ? undefined : read.error.message).toContain('"a" is not known');
  });

  it('has a codec for every shaped event', () => {
    const shaped = Object.keys(EVENTS).filter((type) => !type.startsWith('candle'));
    expect(Object.keys(EVENT_CODECS).toSorted()).toEqual(shaped.toSorted());
  });
});
