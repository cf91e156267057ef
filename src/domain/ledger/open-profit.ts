/** Profit of a position that is still open: the one definition that every face shows. */
import { type Decimal, multiply } from '../decimal.ts';
import type { Notional, Price } from '../units.ts';
import type { LaneAccount } from './lane-account.ts';

/** In quote. */
export interface OpenProfit {
  /** Of the part that was sold already, after entry and exit fees. */
  readonly realized: Notional;
  /** Value of what is held minus its cost and its entry fees; equity counts so much. */
  readonly unrealized: Notional;
  /** Fee of selling what is held, rounded up: equity does not know it, what people are shown includes it. */
  readonly exitFee: Notional;
  /** Shown: `unrealized` minus `exitFee`. */
  readonly shown: Notional;
  /** Cost of what is held, entry fees included. */
  readonly invested: Notional;
}

export function openProfitOf({ lots, draft }: LaneAccount, mark: Price, exitFeeRate: Decimal): OpenProfit {
  const value: Decimal = multiply(mark, lots.quantity, 'floor');
  const invested = lots.cost + lots.fee;
  const unrealized = value - invested;
  const exitFee = multiply(value, exitFeeRate, 'up');
  return {
    realized: draft.netPnl as Notional,
    unrealized: unrealized as Notional,
    exitFee: exitFee as Notional,
    shown: (unrealized - exitFee) as Notional,
    invested: invested as Notional,
  };
}
