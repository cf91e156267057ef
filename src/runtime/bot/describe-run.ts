/** Reads the engine's view into the shapes that people are shown. */
import type { Engine, EngineView, LaneView } from '../../core/engine/index.ts';
import { accountFigures, positionFigures } from '../../core/performance/index.ts';
import {
  type Price,
  type Quantity,
  finiteOrNull,
  formatDecimal,
  fromSignal,
  isProtecting,
  notionalOf,
  quantizeQuantity,
} from '../../domain/index.ts';
import type { BotStatus, LaneRisk, LaneStatus, PositionStatus, SuspenseStatus } from './bot.ts';

export type RunStatus = Omit<
  BotStatus,
  'exchange' | 'timeframe' | 'isRunning' | 'startedMs' | 'marketTimeMs' | 'startEquity' | 'sequence'
>;

export function describeRun(view: EngineView): RunStatus {
  const { run, quote, orders } = view;
  return {
    runId: run.runId,
    mode: run.mode,
    quote,
    tradingState: view.control.tradingState,
    tradingStateReason: view.control.tradingStateReason,
    ...accountFigures(view),
    positions: view.lanes.flatMap((lane) => describePosition(view, lane)),
    lanes: view.lanes.map((lane) => describeLane(view, lane)),
    suspense: view.suspense.entries.map((entry) => describeSuspense(view, entry)),
    workingOrders: orders.working.length,
    unknownOrders: orders.unknown,
  };
}

function describePosition(view: EngineView, lane: LaneView): PositionStatus[] {
  const { position, guard } = lane;
  const { last } = view.market(lane.instrument);
  const held = view.ledger.position(lane.id);
  const profit = positionFigures(view, lane);
  if (!position || !held || !profit) return [];
  return [
    {
      lane: lane.id,
      symbol: lane.symbol,
      strategy: lane.name,
      quantity: formatDecimal(held.quantity),
      entryPrice: position.entryPrice,
      lastPrice: last,
      ...profit,
      stopPrice: finiteOrNull(guard.stopPrice),
      targetPrice: finiteOrNull(guard.targetPrice),
      guard: isProtecting(view.control.tradingState) ? guard.status : 'unguarded',
      openedMs: position.entryTimeMs,
    },
  ];
}

function describeSuspense(view: EngineView, entry: EngineView['suspense']['entries'][number]): SuspenseStatus {
  const { instrument, price, quantity, fee, ...told } = entry;
  return {
    ...told,
    symbol: view.market(instrument).instrument.symbol,
    price: formatDecimal(price),
    quantity: formatDecimal(quantity),
    fee: formatDecimal(fee),
  };
}

function describeLane(view: EngineView, lane: LaneView): LaneStatus {
  return {
    lane: lane.id,
    symbol: lane.symbol,
    strategy: lane.name,
    isWarm: lane.isWarm(),
    ...warmUpOf(lane),
    isStopped: lane.isStopped,
    stopReason: lane.stopReason,
    lastPrice: finiteOrNull(view.market(lane.instrument).last),
    lastCandleMs: finiteOrNull(lane.candleOpenTimeMs),
  };
}

function warmUpOf(lane: LaneView): Pick<LaneStatus, 'warmUp'> {
  if (lane.isWarm()) return {};
  let warmUp = { seen: 0, needed: 0 };
  for (const { indicator, hub } of lane.uses) {
    const isFurther = indicator.warmUp - hub.count > warmUp.needed - warmUp.seen;
    if (isFurther) warmUp = { seen: hub.count, needed: indicator.warmUp };
  }
  return { warmUp };
}

/** Every limit as an entry of a tenth of the equity would meet it at the last price. */
export function describeRisk(engine: Engine): LaneRisk[] {
  const { view } = engine;
  return view.lanes.flatMap((lane) => {
    const { instrument, last } = view.market(lane.instrument);
    if (!(last > 0)) return [];
    const price = fromSignal(last) as Price;
    const wanted = fromSignal(Number(((view.portfolio.equity * 0.1) / last).toPrecision(9))) as Quantity;
    const quantity = quantizeQuantity(instrument, wanted);
    const rules = engine.readLimits(lane.id, {
      side: 'buy',
      purpose: 'entry',
      quantity,
      price,
      notional: notionalOf(price, quantity, 'up'),
      isLimit: false,
      stopPrice: Number.NaN,
    });
    return [{ lane: lane.id, symbol: lane.symbol, strategy: lane.name, rules }];
  });
}
