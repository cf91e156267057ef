/**
 * Takes in a journal that holds inputs alone, and was written by a version that decided otherwise: what that version
 * decided is told by its tables. Prices and indicators follow from the inputs, the books from the fills in their order;
 * levels and orders at work are as the tables left them. Nothing is decided.
 */
import type { JournalEntry, OperatorActed, OrderFilled } from '../../../domain/events/events.ts';
import { executionTimeMs } from '../../../domain/index.ts';
import { formatDecimal } from '../../../domain/decimal.ts';
import { UnreadableSave } from '../../../domain/saved.ts';
import { type Price, fromSignal, toSignal } from '../../../domain/units.ts';
import { stricter } from '../../../domain/trading-state.ts';
import { mirrorAccount } from '../position/position.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import { adoptOrders, adoptProtection } from './adopt-orders.ts';
import { foldEntry } from './fold.ts';
import type { AdoptedTables, AdoptedTrip } from './adopted-tables.ts';

export class Adoption {
  readonly #state: EngineState;
  readonly #tables: AdoptedTables;
  /** Round trips that have not ended yet, by lane, oldest first. */
  readonly #trips: Map<number, AdoptedTrip[]>;

  constructor(state: EngineState, tables: AdoptedTables) {
    this.#state = state;
    this.#tables = tables;
    const byTime = tables.trips.toSorted((a, b) => a.exitTimeMs - b.exitTimeMs);
    this.#trips = Map.groupBy(byTime, ({ lane }) => lane);
  }

  take(entry: JournalEntry): void {
    const state = this.#state;
    // All that was told of a moment has been: what is left then of what has ended was too small to sell.
    if (entry.timeMs > state.nowMs) this.#endAsDust();
    foldEntry(state, entry, undefined);
    const { event } = entry;
    if (event.type === 'orderFilled') this.#book(event);
    else if (event.type === 'operatorActed') this.#act(event);
    else if (event.type === 'storageChanged') state.control.storageSeen(event.isWritable);
  }

  /**
   * The tables' last word: what is at work, and what guards what is held. Nothing is entered until a person has looked.
   * @throws UnreadableSave when the tables hold other positions than the fills of the journal lead to.
   */
  finish(): void {
    const state = this.#state;
    this.#endAsDust();
    this.#assertSamePositions();
    adoptOrders(state, this.#tables);
    adoptProtection(state, this.#tables);
    const { control } = state;
    const reason = 'taken over from the tables of an earlier version: set it active when you have looked';
    control.setTradingState(stricter(control.tradingState, 'reducing'), reason);
  }

  /** As it was booked, which may be less than the venue told. */
  #book(event: OrderFilled): void {
    const { ledger, portfolio } = this.#state;
    const order = this.#tables.orders.get(event.clientOrderId);
    const fills = this.#tables.fills.get(event.clientOrderId) ?? [];
    const fill = fills.find(({ tradeId }) => tradeId === event.tradeId);
    if (!order || !fill || ledger.has(fill.tradeId, fill.instrument, fill.side)) return;
    const lane = this.#state.lane(order.request.lane);
    const timeMs = executionTimeMs(event, this.#state.nowMs);
    const { level, lot } = order.request;
    const { closedRoundTrip } = ledger.book({ ...fill, timeMs, lot: fill.side === 'buy' ? level : lot });
    mirrorAccount(this.#state, lane);
    const held = ledger.position(lane.id);
    if (fill.side === 'sell') {
      if (held) lane.holding.follow(held);
      else if (lane.position) this.#goFlat(lane, timeMs);
    } else if (held) {
      if (lane.position) lane.holding.grow(held, toSignal(fill.price), fills[0] === fill);
      else lane.holding.open(held, toSignal(fill.price), timeMs);
    }
    if (closedRoundTrip) portfolio.roundTripClosed(closedRoundTrip.netPnl);
    this.#passTrips(lane, timeMs);
  }

  #endAsDust(): void {
    const { lanes, ledger, portfolio } = this.#state;
    for (const lane of lanes) {
      const next = lane.position && this.#trips.get(lane.id)?.[0];
      if (!next || next.exitTimeMs > this.#state.nowMs) continue;
      const { last } = this.#state.market(lane.instrument);
      const trip = ledger.bookDust(lane.id, fromSignal(last) as Price, next.exitTimeMs);
      this.#goFlat(lane, next.exitTimeMs);
      if (trip) portfolio.roundTripClosed(trip.netPnl);
      this.#passTrips(lane, next.exitTimeMs);
    }
  }

  #passTrips(lane: Lane, timeMs: number): void {
    if (lane.position) return;
    const trips = this.#trips.get(lane.id) ?? [];
    this.#trips.set(
      lane.id,
      trips.filter(({ exitTimeMs }) => exitTimeMs > timeMs),
    );
  }

  #goFlat(lane: Lane, timeMs: number): void {
    lane.holding.close();
    this.#state.portfolio.positionClosed(lane.instrument, timeMs);
  }

  #act({ action, actor, reason }: OperatorActed): void {
    const { control, portfolio, ledger, markets, nowMs, quote } = this.#state;
    if (action.kind === 'setTradingState') control.setTradingState(action.state, `${actor}: ${reason}`);
    else if (action.kind === 'resetLossLimits') portfolio.resetLossLimits();
    else if (action.kind === 'moveFunds') {
      const { asset, amount } = action;
      const isMoved = this.#tables.flows.some(
        (flow) => flow.timeMs === nowMs && flow.asset === asset && flow.amount === amount,
      );
      if (!isMoved) return;
      portfolio.revalue(markets);
      ledger.adjust(asset, amount);
      if (asset === quote) portfolio.fundsMoved(toSignal(amount), toSignal(ledger.balance(asset)), markets);
    }
  }

  #assertSamePositions(): void {
    const { lanes, ledger } = this.#state;
    for (const lane of lanes) {
      const told = this.#tables.positions.find((position) => position.lane === lane.id)?.quantity ?? 0n;
      const held = ledger.held(lane.id);
      if (told === held) continue;
      const amounts = `${formatDecimal(told)} by the tables, ${formatDecimal(held)} by the fills of the journal`;
      throw new UnreadableSave(`${lane.symbol} ${lane.name} must hold the same by both, was ${amounts}`);
    }
    const numbered = this.#tables.positions.find(({ lane }) => lane >= lanes.length);
    if (numbered)
      throw new UnreadableSave(`the tables must hold positions of ${lanes.length} lanes, found lane ${numbered.lane}`);
  }
}
