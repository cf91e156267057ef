/** The profit of a run, closed and open: computed here for every face that shows it, exact, and converted once. */
import { type Decimal, type OpenProfit, type Price, fromSignal, toSignal } from '../../../domain/index.ts';
import type { EngineView, LaneView } from '../../engine/index.ts';

type Account = Pick<EngineView, 'ledger' | 'lanes' | 'markets' | 'market' | 'quote'>;

/**
 * In quote, at the last prices. `closed + open + openExitFees + dust` is what equity has changed by, deposits and fees in
 * other assets aside.
 */
export interface ProfitStatement {
  /** Of round trips that have ended, after fees. */
  readonly closed: Decimal;
  /** Of open positions, what was sold of them included, after all fees, that of the exit to come as well. */
  readonly open: Decimal;
  /** The fees of the exits to come. */
  readonly openExitFees: Decimal;
  /** Gained or lost by dust since it became dust. */
  readonly dust: Decimal;
}

/** A statement as faces show it, float64 quote. */
export interface ProfitFigures {
  readonly closedPnl: number;
  readonly openPnl: number;
  readonly openExitFees: number;
  readonly dustPnl: number;
}

/** `undefined` while the lane is flat, or its market has no price. */
export function laneProfit({ ledger, market }: Account, { id, instrument }: LaneView): OpenProfit | undefined {
  const { last, instrument: traded } = market(instrument);
  return last > 0 ? ledger.openProfit(id, fromSignal(last) as Price, traded.takerFeeRate) : undefined;
}

export function profitStatement(account: Account): ProfitStatement {
  const { ledger, lanes, markets, quote } = account;
  let [sold, open, openExitFees, dust] = [0n, 0n, 0n, 0n];
  for (const lane of lanes) {
    const profit = laneProfit(account, lane);
    if (!profit) continue;
    sold += profit.realized;
    open += profit.realized + profit.shown;
    openExitFees += profit.exitFee;
  }
  for (const { instrument, last } of markets) {
    if (last > 0) dust += ledger.dustProfit(instrument.id, fromSignal(last) as Price);
  }
  return { closed: ledger.realized(quote).net - sold, open, openExitFees, dust };
}

export function profitFigures(account: Account): ProfitFigures {
  const { closed, open, openExitFees, dust } = profitStatement(account);
  return {
    closedPnl: toSignal(closed),
    openPnl: toSignal(open),
    openExitFees: toSignal(openExitFees),
    dustPnl: toSignal(dust),
  };
}
