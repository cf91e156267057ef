/**
 * How each event looks in the journal. Journals outlive versions: an entry here is never changed or removed; a new shape
 * gets a new event type, and the old one an upcaster.
 */
import {
  type Codec,
  type Shape,
  exact,
  flag,
  float,
  list,
  nullable,
  object,
  oneOf,
  optional,
  record,
  text,
  variant,
} from './codec.ts';
import type { EngineEvent, OperatorAction } from './events.ts';
import type { Instrument } from '../market/instrument.ts';

const tradingState = oneOf('active', 'reducing', 'halted');

const instrument = object<Instrument>({
  id: float,
  symbol: text,
  venue: text,
  base: text,
  quote: text,
  tickSize: exact(),
  stepSize: exact(),
  minQuantity: exact(),
  minNotional: exact(),
  maxQuantity: optional(exact()),
  priceBandRatio: optional(float),
  makerFeeRate: exact(),
  takerFeeRate: exact(),
  feeAsset: oneOf('quote', 'received'),
  status: oneOf('trading', 'exitOnly', 'halted'),
});

const action = variant<OperatorAction, 'kind'>('kind', {
  setTradingState: object({ kind: oneOf('setTradingState'), state: tradingState }),
  closePosition: object({ kind: oneOf('closePosition'), lane: float }),
  closeAll: object({ kind: oneOf('closeAll') }),
  cancelOrder: object({ kind: oneOf('cancelOrder'), clientOrderId: text }),
  settleSuspense: object({ kind: oneOf('settleSuspense'), tradeId: text }),
  moveFunds: object({ kind: oneOf('moveFunds'), asset: text, amount: exact() }),
  resetLossLimits: object({ kind: oneOf('resetLossLimits') }),
});

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: T }>;

/** Candles have a form of their own: they are nearly all that a journal holds. */
export type ShapedType = Exclude<EngineEvent['type'], 'candleClosed' | 'candleBackfilled'>;

type EventCodecs = { readonly [T in ShapedType]: Codec<EventOf<T>> };

export const EVENT_CODECS: EventCodecs = {
  runStarted: event('runStarted', {
    runId: text,
    mode: text,
    commit: text,
    version: optional(text),
    configHash: text,
    modelHash: nullable(text),
    seed: float,
    instruments: list(instrument),
    balances: record(exact()),
    foldVersion: optional(float),
  }),
  runResumed: event('runResumed', {
    commit: text,
    version: optional(text),
    reason: text,
    archivedSequence: optional(float),
  }),
  intervalClosed: event('intervalClosed', { openTimeMs: float }),
  quoteSeen: event('quoteSeen', { instrument: float, bid: float, ask: float, isTraded: optional(flag) }),
  orderAccepted: event('orderAccepted', { clientOrderId: text, venueOrderId: text }),
  orderRejected: event('orderRejected', { clientOrderId: text, code: text, message: text }),
  outcomeUnknown: event('outcomeUnknown', { clientOrderId: text, cause: text }),
  orderAbsent: event('orderAbsent', { clientOrderId: text, evidence: text }),
  orderFilled: event('orderFilled', {
    tradeId: text,
    clientOrderId: text,
    price: exact(),
    quantity: exact(),
    fee: exact(),
    feeAsset: text,
    liquidity: oneOf('maker', 'taker'),
    executedMs: optional(float),
  }),
  orderClosed: event('orderClosed', { clientOrderId: text, status: oneOf('canceled', 'expired'), reason: text }),
  exitArmed: event('exitArmed', { lane: float, generation: float }),
  exitArmFailed: event('exitArmFailed', { lane: float, generation: float, cause: text }),
  balanceSeen: event('balanceSeen', { asset: text, total: exact() }),
  timerFired: event('timerFired', { clockDriftMs: float }),
  operatorActed: event('operatorActed', { action, actor: text, reason: text, key: text }),
  storageChanged: event('storageChanged', { isWritable: flag, cause: text }),
  interruptionSeen: event('interruptionSeen', { cause: text, freshAfterMs: float }),
  instrumentChanged: event('instrumentChanged', { instrument }),
  settingsChanged: event('settingsChanged', {
    changes: list(object({ key: text, from: nullable(text), to: nullable(text) })),
    lanes: list(object({ symbol: text, strategy: text })),
    instruments: optional(list(instrument)),
    actor: text,
  }),
  entrySetAside: event('entrySetAside', { entryType: text, content: text, cause: text }),
  checkpointMade: event('checkpointMade', { state: text }),
};

function event<const T extends ShapedType>(type: T, shape: Shape<Omit<EventOf<T>, 'type'>>): Codec<EventOf<T>> {
  return object({ type: oneOf(type), ...shape } as unknown as Shape<EventOf<T>>);
}
