/**
 * The steps a told engine takes. `[…]` may be left out, orders default to the latest one submitted:
 *
 *     candle 100 [open 99] [high 110] [low 90] [ETH] [wish [/ wish of the instrument's next lane]]
 *         the interval ends with it, unless the next step is another instrument's candle, which is then of the same one
 *     backfill 100 …         the same as history
 *     gap 3 [ETH]            so many candles never come
 *     late 100 [ETH]         a candle older than the latest
 *     interval               no further candle of this interval
 *     quote 95 [ask 96] [ETH]     somebody traded at the bid
 *     book 95 [ask 96] [ETH]      the same bid, that only stands in the order book
 *     accept, reject, unknown, absent, canceled, expired [of c0-0]
 *     fill [4] [@ 99] [fee 1 [BTC]] [id t7] [of c0-0]     all that is left, at the latest close
 *     armed [#2] [lane 1], armFailed [#2] [lane 1]        the latest generation
 *     timer [500] [drift 3000]                            so many ms later
 *     operator active|reducing|halted|reset|close all|close 0|cancel c0-0|settle t7|move -500 [USDT] [key k]
 *     storage on|off, status trading|exitOnly|halted, least [quote 500] [base 2] [ETH], resume, balance 5, again
 *
 * A wish: `rest [level:side:price[:quantity][:lot]]…`, `buy [limit 95] [stop 90] [target 120] [size 500] [tif fok]`, `sell [0.5]`, `throw`, or `-` for none.
 */
import { decimal } from '../../../domain/decimal.ts';
import type { CandleClosed, OperatorAction } from '../../../domain/events/events.ts';
import type { InstrumentStatus } from '../../../domain/market/instrument.ts';
import type { TradingState } from '../../../domain/trading-state.ts';
import { notional, price, quantity } from '../../../domain/units.ts';
import type { EntryOptions, RestingOrder } from '../../strategies/api/index.ts';
import type { ToldEngine, Wish } from './told-engine.ts';

type Step = (told: ToldEngine, words: Words) => void;

/** The words behind a step's name; values follow their name. */
class Words {
  readonly all: readonly string[];

  constructor(text: string) {
    this.all = text.split(' ').filter((word) => word !== '');
  }

  get first(): string {
    return this.all[0] ?? '';
  }

  text(name: string): string | undefined {
    const at = this.all.indexOf(name);
    return at < 0 ? undefined : this.all[at + 1];
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }
}

export function takeStep(told: ToldEngine, text: string): void {
  const [name = '', ...rest] = text.split(' ');
  const step = STEPS[name];
  if (!step) throw new RangeError(`a step is one of ${Object.keys(STEPS).join(', ')}, value was "${text}"`);
  step(told, new Words(rest.join(' ')));
}

/** Whether nobody tells another instrument's candle of the same interval after this step. */
export function endsInterval(told: ToldEngine, text: string, next = ''): boolean {
  if (!text.startsWith('candle ') || told.instruments.length === 1) return false;
  const [own, other] = [text, next].map((step) => instrumentOf(told, new Words(step))) as [number, number];
  const isSame = (told.nextCandle[other] ?? 0) === (told.nextCandle[own] ?? 0) - 1;
  return !(next.startsWith('candle ') && own !== other && isSame);
}

const STEPS: Readonly<Record<string, Step>> = {
  candle: (told, words) => candleStep(told, words, 'candleClosed'),
  backfill: (told, words) => candleStep(told, words, 'candleBackfilled'),
  gap: (told, words) => {
    const instrument = instrumentOf(told, words);
    told.nextCandle[instrument] = (told.nextCandle[instrument] ?? 0) + Number(words.first);
  },
  late: (told, words) => {
    const openTimeMs = told.startMs + ((told.nextCandle[instrumentOf(told, words)] ?? 0) - 2) * told.intervalMs;
    told.apply({ type: 'candleClosed', openTimeMs, ...shapeOf(told, words) });
  },
  interval: (told) => {
    told.nextInterval = Math.max(...Array.from(told.nextCandle, (next) => next ?? 0));
    told.apply({ type: 'intervalClosed', openTimeMs: told.startMs + (told.nextInterval - 1) * told.intervalMs });
  },
  quote: (told, words) => {
    const bid = Number(words.first);
    const ask = words.number('ask') ?? bid;
    told.apply({ type: 'quoteSeen', instrument: instrumentOf(told, words), bid, ask, isTraded: true });
  },
  book: (told, words) => {
    const bid = Number(words.first);
    told.apply({ type: 'quoteSeen', instrument: instrumentOf(told, words), bid, ask: words.number('ask') ?? bid });
  },
  accept: (told, words) =>
    told.apply({ type: 'orderAccepted', clientOrderId: orderOf(told, words), venueOrderId: 'v' }),
  reject: (told, words) =>
    told.apply({ type: 'orderRejected', clientOrderId: orderOf(told, words), code: 'no', message: 'not today' }),
  unknown: (told, words) =>
    told.apply({ type: 'outcomeUnknown', clientOrderId: orderOf(told, words), cause: 'timeout' }),
  absent: (told, words) =>
    told.apply({ type: 'orderAbsent', clientOrderId: orderOf(told, words), evidence: 'not in any list' }),
  canceled: (told, words) =>
    told.apply({ type: 'orderClosed', clientOrderId: orderOf(told, words), status: 'canceled', reason: 'asked' }),
  expired: (told, words) =>
    told.apply({ type: 'orderClosed', clientOrderId: orderOf(told, words), status: 'expired', reason: 'ioc' }),
  fill: fillStep,
  armed: (told, words) => told.apply({ type: 'exitArmed', ...armingOf(told, words) }),
  armFailed: (told, words) => told.apply({ type: 'exitArmFailed', ...armingOf(told, words), cause: 'refused' }),
  timer: (told, words) => {
    told.nowMs += Number(words.first === '' ? 0 : words.first);
    told.apply({ type: 'timerFired', clockDriftMs: words.number('drift') ?? 0 });
  },
  operator: (told, words) => {
    const key = words.text('key') ?? `key ${told.nowMs} ${words.all.join(' ')}`;
    told.apply({ type: 'operatorActed', action: actionOf(words), actor: 'ann', reason: 'because', key });
  },
  storage: (told, words) =>
    told.apply({ type: 'storageChanged', isWritable: words.first === 'on', cause: 'the disk says so' }),
  interrupted: (told, words) => {
    const freshAfterMs = told.nowMs + Number(words.first === '' ? 0 : words.first);
    told.apply({ type: 'interruptionSeen', cause: 'it stood still', freshAfterMs });
  },
  status: (told, words) => {
    const id = instrumentOf(told, words);
    const instrument = { ...told.instruments[id], status: words.first as InstrumentStatus };
    told.apply({ type: 'instrumentChanged', instrument: instrument as ToldEngine['instruments'][number] });
  },
  least: (told, words) => {
    const id = instrumentOf(told, words);
    const [minNotional, minQuantity] = [words.number('quote'), words.number('base')];
    const instrument = {
      ...told.instruments[id],
      ...(minNotional === undefined ? {} : { minNotional: notional(String(minNotional)) }),
      ...(minQuantity === undefined ? {} : { minQuantity: quantity(String(minQuantity)) }),
    } as ToldEngine['instruments'][number];
    told.instruments[id] = instrument;
    told.apply({ type: 'instrumentChanged', instrument });
  },
  resume: (told) => told.apply({ type: 'runResumed', commit: 'test', reason: 'started again' }),
  balance: (told, words) => told.apply({ type: 'balanceSeen', asset: 'USDT', total: decimal(words.first) }),
  again: (told) => {
    if (told.lastEvent) told.apply(told.lastEvent);
  },
};

function candleStep(told: ToldEngine, words: Words, type: 'candleClosed' | 'candleBackfilled'): void {
  const shape = shapeOf(told, words);
  const next = told.nextCandle[shape.instrument] ?? 0;
  const number = type === 'candleClosed' ? Math.max(next, told.nextInterval) : next;
  const openTimeMs = told.startMs + number * told.intervalMs;
  told.nextCandle[shape.instrument] = number + 1;
  told.last[shape.instrument] = shape.close;
  told.nowMs = Math.max(told.nowMs, openTimeMs + told.intervalMs);
  for (const lane of told.lanesOf[shape.instrument] ?? []) told.wishes.delete(lane);
  const begin = words.all.findIndex((word) => /^(?:buy|sell|rest|throw|-)$/.test(word));
  const wishes = begin < 0 ? [] : words.all.slice(begin).join(' ').split('/');
  for (const [at, wish] of wishes.entries()) {
    told.wishes.set(told.lanesOf[shape.instrument]?.[at] ?? -1, wishOf(new Words(wish)));
  }
  told.apply({ type, openTimeMs, ...shape });
}

function shapeOf(told: ToldEngine, words: Words): Omit<CandleClosed, 'type' | 'openTimeMs'> {
  const close = Number(words.first);
  const open = words.number('open') ?? close;
  const high = words.number('high') ?? Math.max(open, close);
  const low = words.number('low') ?? Math.min(open, close);
  return { instrument: instrumentOf(told, words), open, high, low, close, volume: 1000 };
}

function wishOf(words: Words): Wish {
  if (words.first === 'sell') {
    const share = words.all[1] === undefined ? {} : { share: Number(words.all[1]) };
    return (context) => context.exit({ reason: 'test exit', ...share });
  }
  if (words.first === 'throw') {
    return () => {
      throw new Error('division by zero');
    };
  }
  if (words.first === 'rest') {
    const orders = words.all.slice(1).map(restingOf);
    return (context) => context.rest({ reason: 'test levels', orders });
  }
  if (words.first !== 'buy') return () => undefined;
  const prices = Object.fromEntries(
    (['limit', 'stop', 'target'] as const).flatMap((name) =>
      words.number(name) === undefined ? [] : [[`${name}Price`, words.number(name)]],
    ),
  );
  const size = words.number('size');
  const options: EntryOptions = {
    reason: 'test entry',
    ...prices,
    ...(size === undefined ? {} : { size: { kind: 'fixedQuote', quote: size } }),
    ...(words.text('tif') === undefined ? {} : { timeInForce: words.text('tif') as 'fok' }),
  };
  return (context) => context.enterLong(options);
}

function restingOf(word: string): RestingOrder {
  const [level = '', side, price, amount = '', lot] = word.split(':');
  return {
    level,
    side: side as 'buy',
    price: Number(price),
    ...(amount === '' ? {} : { quantity: Number(amount) }),
    ...(lot === undefined ? {} : { lot }),
  };
}

function fillStep(told: ToldEngine, words: Words): void {
  const clientOrderId = orderOf(told, words);
  const request = told.submitted.get(clientOrderId);
  const filled = told.filled.get(clientOrderId) ?? 0n;
  const isAmount = /^[\d.]+$/.test(words.first);
  const amount = isAmount ? quantity(words.first) : (request?.quantity ?? 0n) - filled;
  told.filled.set(clientOrderId, filled + amount);
  told.fillCount += 1;
  const at = words.text('@') ?? String(told.last[request?.instrument ?? 0] ?? 100);
  const fee = words.all.indexOf('fee');
  const feeAsset = fee < 0 ? undefined : words.all[fee + 2];
  told.apply({
    type: 'orderFilled',
    tradeId: words.text('id') ?? `t${told.fillCount}`,
    clientOrderId,
    price: price(at),
    quantity: amount as ReturnType<typeof quantity>,
    fee: decimal(words.text('fee') ?? '0'),
    feeAsset: feeAsset !== undefined && /^[A-Z]+$/.test(feeAsset) ? feeAsset : 'USDT',
    liquidity: 'taker',
  });
}

function armingOf(told: ToldEngine, words: Words): { readonly lane: number; readonly generation: number } {
  const lane = words.number('lane') ?? 0;
  const generation = /^#(\d+)$/.exec(words.first)?.[1];
  return { lane, generation: generation === undefined ? (told.armed[lane] ?? 0) : Number(generation) };
}

function orderOf(told: ToldEngine, words: Words): string {
  return words.text('of') ?? [...told.submitted.keys()].at(-1) ?? 'none';
}

function instrumentOf(told: ToldEngine, words: Words): number {
  return Math.max(
    0,
    told.instruments.findIndex(({ base }) => words.all.includes(base)),
  );
}

function actionOf(words: Words): OperatorAction {
  const [name = '', of = ''] = words.all;
  if (name === 'reset') return { kind: 'resetLossLimits' };
  if (name === 'settle') return { kind: 'settleSuspense', tradeId: of };
  if (name === 'move')
    return {
      kind: 'moveFunds',
      amount: decimal(of),
      asset: words.all.find((word) => /^[A-Z]{2,}$/.test(word)) ?? 'USDT',
    };
  if (name === 'cancel') return { kind: 'cancelOrder', clientOrderId: of };
  if (name === 'close') return of === 'all' ? { kind: 'closeAll' } : { kind: 'closePosition', lane: Number(of) };
  return { kind: 'setTradingState', state: name as TradingState };
}
