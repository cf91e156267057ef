/** From a wish to an order: size, quantise, ask risk, remember the key, only then let it leave. */
import type { Block } from '../../domain/decision.ts';
import { maximum } from '../../domain/decimal.ts';
import type { OrderRequest } from '../../domain/order.ts';
import type { Notional, Price } from '../../domain/units.ts';
import { fromSignal, notionalOf, quantize } from '../../domain/units.ts';
import { sizePosition } from '../sizing/index.ts';
import type { EnterLong } from '../strategies/api/define.ts';
import { type IdempotencyKey, renderIdempotencyKey } from './idempotency.ts';
import { decisionIdOf } from './identifiers.ts';
import type { Lane } from './lane.ts';
import { TrackedOrder } from './orders.ts';
import { plannedStopPrice } from './guarding.ts';
import { concludeOrder, deny } from './outcome.ts';
import { judge } from './risk-check.ts';
import type { EngineState } from './state.ts';
import { latchIfNeeded } from './trading-latch.ts';

/** Tries to enter; every refusal is recorded with its reasons. */
export function placeEntry(state: EngineState, lane: Lane, intent: EnterLong): void {
  const early = blockBeforeSizing(state, lane);
  if (early) return deny(state, lane, 'buy', intent.reason, [early]);
  const { market } = lane;
  const { instrument } = market;
  const isLimit = intent.limitPrice !== undefined;
  const reference = intent.limitPrice ?? market.last;
  const price = isLimit
    ? (quantize(reference, instrument.tickSize, 'floor') as Price)
    : (fromSignal(reference) as Price);
  const stopPrice = plannedStopPrice(state, lane, reference, intent.stopPrice ?? lane.strategyStopPrice);
  const sized = sizePosition(intent.size ?? state.settings.size, {
    instrument,
    price: reference,
    priceExact: price,
    equity: state.portfolio.equity,
    availableQuote: (state.ledger.balance(state.quote) - state.portfolio.reservedQuote) as Notional,
    atr: market.atr?.current ?? Number.NaN,
    stopPrice,
    // A limit order may rest: where making costs more than taking, its budget has to cover that.
    feeRate: isLimit ? maximum(instrument.makerFeeRate, instrument.takerFeeRate) : instrument.takerFeeRate,
    slippageRatio: state.settings.expectedSlippageRatio,
  });
  if (!sized.ok) return deny(state, lane, 'buy', intent.reason, [sized.error]);
  const { quantity, budget } = sized.value;
  const verdict = judge(state, lane, {
    side: 'buy',
    purpose: 'entry',
    quantity,
    price,
    notional: notionalOf(price, quantity, 'up'),
    isLimit,
    stopPrice,
  });
  if (!verdict.ok) {
    latchIfNeeded(state, verdict.reasons);
    return deny(state, lane, 'buy', intent.reason, verdict.reasons);
  }
  const decisionId = decisionIdOf(lane);
  const bucket = Math.floor(state.nowMs / state.settings.idempotency.bucketMs);
  const key = { symbol: instrument.symbol, side: 'buy', quantity, bucket, decisionId };
  const earlier = state.idempotency.find(key, state.nowMs);
  if (earlier !== undefined) return deny(state, lane, 'buy', intent.reason, [duplicateBlock(key, earlier)]);
  const request: OrderRequest = {
    clientOrderId: state.orders.nextClientOrderId(),
    instrument: instrument.id,
    side: 'buy',
    type: isLimit ? 'limit' : 'market',
    timeInForce: intent.timeInForce ?? (isLimit ? 'gtc' : 'ioc'),
    quantity,
    ...(isLimit ? { price } : { budget }),
    purpose: 'entry',
    lane: lane.id,
    decisionId,
    reason: intent.reason,
    ...(intent.tag === undefined ? {} : { tag: intent.tag }),
  };
  state.idempotency.remember(key, request.clientOrderId, state.nowMs);
  const order = new TrackedOrder(request, instrument.venue, state.nowMs, budget);
  state.portfolio.reservedQuote += budget;
  lane.entryOrder = order;
  lane.entryIntent = intent;
  lane.strategyStopPrice = intent.stopPrice ?? lane.strategyStopPrice;
  lane.strategyTargetPrice = intent.targetPrice ?? lane.strategyTargetPrice;
  concludeOrder(state, lane, order, 'buy', intent.reason);
}

function blockBeforeSizing(state: EngineState, lane: Lane): Block | undefined {
  if (!state.settings.isTradingEnabled) {
    return {
      rule: 'trading-enabled',
      code: 'tradingDisabled',
      message: 'trading is switched off by ENABLE_TRADING=false',
    };
  }
  if (state.nowMs < state.entriesHeldUntilMs) {
    const message = `${state.entriesHeldReason}; no entries until the next UTC day`;
    return { rule: 'daily-loss', code: 'dailyLoss', message };
  }
  if (lane.entryOrder || lane.exitOrder) {
    const working = (lane.entryOrder ?? lane.exitOrder)?.request.clientOrderId ?? '';
    return {
      rule: 'one-order',
      code: 'orderPending',
      message: `order ${working} of this strategy is still working`,
      value: working,
    };
  }
  const entries = lane.position?.entries ?? 0;
  if (entries < lane.maxEntries) return undefined;
  const message = `the position has ${entries} of at most ${lane.maxEntries} entries`;
  return { rule: 'max-entries', code: 'maxEntries', message, limit: lane.maxEntries, value: entries };
}

function duplicateBlock(key: IdempotencyKey, clientOrderId: string): Block {
  const message = `the same order was already placed as ${clientOrderId} (key ${renderIdempotencyKey(key)})`;
  return { rule: 'idempotency', code: 'duplicateOrder', message, value: clientOrderId };
}
