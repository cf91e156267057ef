/** From an intent to an order: size, quantize, ask risk, remember the key, only then let it leave. */
import type { Denial } from '../../../domain/decision.ts';
import { maximum } from '../../../domain/decimal.ts';
import type { Mutable } from '../../../domain/mutable.ts';
import type { OrderRequest } from '../../../domain/orders/order.ts';
import type { Notional, Price } from '../../../domain/units.ts';
import { fromSignal, notionalOf, quantize } from '../../../domain/units.ts';
import { type SizedEntry, sizePosition } from '../../sizing/index.ts';
import type { EnterLong } from '../../strategies/api/define.ts';
import { plannedLevels } from '../position/levels.ts';
import type { EngineState } from '../state/engine-state.ts';
import { type IdempotencyKey, renderIdempotencyKey } from '../state/idempotency.ts';
import type { Lane } from '../state/lane.ts';
import { type EntryLevels, TrackedOrder } from '../state/tracked-order.ts';
import { denialOfClosedEntries, denialOfEntries, denialOfLevels, expectedEntry } from './entry-denials.ts';
import { latchOnDenial } from './latch.ts';
import { judge } from './risk-check.ts';
import { deny, submit } from './submit.ts';

/** Tries to enter; every refusal is recorded with its reasons. */
export function enter(state: EngineState, lane: Lane, intent: EnterLong): void {
  const early = denialBeforeSizing(state, lane);
  if (early) return deny(state, lane, 'buy', intent.reason, [early]);
  const market = state.market(lane.instrument);
  const { instrument } = market;
  const isLimit = intent.limitPrice !== undefined;
  const reference = intent.limitPrice ?? market.last;
  const price = isLimit
    ? (quantize(reference, instrument.tickSize, 'floor') as Price)
    : (fromSignal(reference) as Price);
  const expected = expectedEntry(state, lane, reference, isLimit);
  const levels = plannedLevels(state, lane, expected.entryPrice, intent);
  const { stopPrice } = levels;
  const levelsProblem = denialOfLevels(state, levels, expected);
  if (levelsProblem) return deny(state, lane, 'buy', intent.reason, [levelsProblem]);
  const sized = sizePosition(intent.size ?? state.settings.size, {
    instrument,
    price: reference,
    priceExact: price,
    equity: state.portfolio.equity,
    availableQuote: (state.ledger.balance(state.quote) - state.portfolio.reservedQuote) as Notional,
    atr: market.atr.current,
    stopPrice,
    // A limit order may rest: where making costs more than taking, its budget has to cover that.
    feeRate: isLimit ? maximum(instrument.makerFeeRate, instrument.takerFeeRate) : instrument.takerFeeRate,
    costs: state.settings.takingCosts,
    isLimit,
  });
  if (!sized.ok) return deny(state, lane, 'buy', intent.reason, [sized.error]);
  const { quantity, budget } = sized.value;
  const notional = notionalOf(price, quantity, 'up');
  const order = { side: 'buy', purpose: 'entry', quantity, price, notional, isLimit, stopPrice } as const;
  const verdict = judge(state, lane, order);
  if (!verdict.ok) {
    latchOnDenial(state, verdict.reasons);
    return deny(state, lane, 'buy', intent.reason, verdict.reasons);
  }
  const bucket = Math.floor(state.nowMs / state.settings.idempotency.bucketMs);
  const key = { symbol: instrument.symbol, side: 'buy', quantity, bucket, decisionId: lane.decisionId };
  const earlier = state.idempotency.find(key, state.nowMs);
  if (earlier !== undefined) return deny(state, lane, 'buy', intent.reason, [duplicateDenial(key, earlier)]);
  submitEntry(state, lane, intent, { quantity, budget, key, price: isLimit ? price : undefined });
}

interface AllowedEntry extends Pick<SizedEntry, 'quantity' | 'budget'> {
  readonly key: IdempotencyKey;
  /** Of a limit order. */
  readonly price: Price | undefined;
}

function submitEntry(state: EngineState, lane: Lane, intent: EnterLong, allowed: AllowedEntry): void {
  const { quantity, budget, price, key } = allowed;
  const { id: instrument, venue } = state.market(lane.instrument).instrument;
  // Filled in one by one: spreading what may be absent costs more than all else here.
  const request: Mutable<OrderRequest> = {
    clientOrderId: state.orders.nextClientOrderId(),
    instrument,
    side: 'buy',
    type: price === undefined ? 'market' : 'limit',
    timeInForce: intent.timeInForce ?? (price === undefined ? 'ioc' : 'gtc'),
    quantity,
    purpose: 'entry',
    lane: lane.id,
    decisionId: key.decisionId,
    reason: intent.reason,
  };
  if (price === undefined) request.budget = budget;
  else request.price = price;
  if (intent.tag !== undefined) request.tag = intent.tag;
  state.idempotency.remember(key, request.clientOrderId, state.nowMs);
  const order = new TrackedOrder(request, venue, state.nowMs, { reserved: budget, levels: levelsOf(intent) });
  state.portfolio.reserve(budget);
  lane.orders.entrySent(order, intent);
  submit(state, lane, order);
}

function denialBeforeSizing(state: EngineState, lane: Lane): Denial | undefined {
  const working = lane.orders.entry ?? lane.orders.exit;
  if (working) {
    const { clientOrderId } = working.request;
    return (
      denialOfClosedEntries(state) ?? {
        rule: 'one-order',
        code: 'orderPending',
        message: `order ${clientOrderId} of this strategy is still working`,
        value: clientOrderId,
      }
    );
  }
  const early = denialOfEntries(state, lane);
  if (early) return early;
  const entries = lane.position?.entries ?? 0;
  if (entries < lane.maxEntries) return undefined;
  const message = `the position has ${entries} of at most ${lane.maxEntries} entries`;
  return { rule: 'max-entries', code: 'maxEntries', message, limit: lane.maxEntries, value: entries };
}

const NO_LEVELS: EntryLevels = Object.freeze({});

function levelsOf({ stopPrice, targetPrice }: EnterLong): EntryLevels {
  if (stopPrice === undefined && targetPrice === undefined) return NO_LEVELS;
  const levels: Mutable<EntryLevels> = {};
  if (stopPrice !== undefined) levels.stopPrice = stopPrice;
  if (targetPrice !== undefined) levels.targetPrice = targetPrice;
  return levels;
}

function duplicateDenial(key: IdempotencyKey, clientOrderId: string): Denial {
  const message = `the same order was already placed as ${clientOrderId} (key ${renderIdempotencyKey(key)})`;
  return { rule: 'idempotency', code: 'duplicateOrder', message, value: clientOrderId };
}
