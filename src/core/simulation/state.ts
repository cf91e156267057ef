/** What the venue remembers. One mutable record per market, so that the hot path touches few objects. */
import type { ArmExit } from '../../domain/orders/commands.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { EngineEvent } from '../../domain/events/events.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { Balance, Balances } from './balances.ts';
import type { SimulatedOrder, SimulationSettings } from './contract.ts';

/** Where in its candle a market is; the path is open → low → high → close. */
export const STAGE = { arrivals: 0, gaps: 1, down: 2, up: 3, done: 4 } as const;
type Stage = (typeof STAGE)[keyof typeof STAGE];

/** Of an order before its first fill: most have one, and a list that grows takes room for seventeen. */
export const NO_FILLS: EngineEvent[] = [];

export interface WorkingOrder extends SimulatedOrder {
  /** Position among all orders the venue accepted. */
  readonly sequence: number;
  readonly market: Market;
  readonly isBuy: boolean;
  /** The mid price at which the market meets the limit, without a spread the limit itself; `NaN` on market orders. */
  readonly meets: number;
  /** Candles that open before the order reaches the venue. */
  opensToWait: number;
  hasArrived: boolean;
  /** Price of the moment at which it was sent on a candle's way, to arrive on it; `NaN` when it comes with an open. */
  sentAt: number;
  /** First candle, by the market's count, in which the resting order may fill. */
  eligibleFrom: number;
  /** The candle in which it came to rest. */
  restsSince: number;
  /** Candles that open before its cancel reaches the venue, below 0 when it has; `NaN` without one. */
  cancelOpensToWait: number;
  locked: Decimal;
  /** Quote paid so far, fees in quote included. */
  spent: Decimal;
  /** `orderFilled` events of every order with this client order id, shared by duplicates. */
  fills: EngineEvent[];
  /** Fills from before a restart, which `fills` does not hold. */
  readonly fillsBefore: number;
  /** The earlier order with the same client order id. */
  readonly previous: WorkingOrder | undefined;
}

/** Exit levels of one lane, kept and changed in place from one arming to the next. */
export interface ArmedExit {
  readonly lane: number;
  readonly market: Market;
  generation: number;
  /** Base that the levels guard. */
  quantity: Decimal;
  /** `NaN` when not guarded; the bid meets them. */
  stop: number;
  target: number;
  /** The mid prices at which it does, which candles are compared with. */
  stopMiddle: number;
  targetMiddle: number;
  isLive: boolean;
  firedGeneration: number;
  /** First candle, by the market's count, in which the target may be reached. */
  targetFrom: number;
}

export interface Market {
  readonly instrument: Instrument;
  readonly base: Balance;
  readonly quote: Balance;
  /** Price of the moment; between candles the last close, `NaN` before the first candle. */
  moment: number;
  isInside: boolean;
  stage: Stage;
  openTimeMs: number;
  /** Of the candle that goes on, from the gaps on. */
  close: number;
  /** Candles opened so far. */
  candleCount: number;
  /** Working orders and live exits. */
  activity: number;
  /** Orders on their way and market orders with a remainder, by submission. */
  readonly pending: WorkingOrder[];
  /** Resting buys, highest price first. */
  readonly bids: WorkingOrder[];
  /** Resting sells, lowest price first. */
  readonly asks: WorkingOrder[];
  /** Orders whose cancel is on its way, by submission of the cancels. */
  readonly cancels: WorkingOrder[];
  readonly exits: ArmedExit[];
  /** Base that our orders may still take from this candle, per side. */
  buyRoom: Decimal;
  sellRoom: Decimal;
}

export interface VenueState {
  readonly settings: SimulationSettings;
  readonly intervalMs: number;
  /** Fills at the open depend on the candle's volume or close, so they wait until these are known. */
  readonly needsWholeCandle: boolean;
  readonly report: (event: EngineEvent) => void;
  readonly balances: Balances;
  readonly markets: readonly (Market | undefined)[];
  /** The latest order of each client order id; of the ended ones, those that ended last. */
  readonly orders: Map<string, WorkingOrder>;
  /** Client order ids in the order in which they ended. */
  readonly ended: string[];
  readonly lanes: Map<ArmExit['lane'], ArmedExit>;
  /** Sum of the markets' activity. */
  activity: number;
  orderCount: number;
  reportCount: number;
}

/** More base than any order can ask for. */
export const UNLIMITED = 10n ** 60n;

export function tell(state: VenueState, event: EngineEvent): void {
  state.reportCount += 1;
  state.report(event);
}

export function changeActivity(state: VenueState, market: Market, by: 1 | -1): void {
  market.activity += by;
  state.activity += by;
}
