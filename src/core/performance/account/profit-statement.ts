/** The profit of a run, closed and open: computed here for every face that shows it, exact, and converted once. */
import {
  type Decimal,
  type OpenProfit,
  type PositionFigures,
  type Price,
  type ProfitFigures,
  fromSignal,
  toSignal,
} from '../../../domain/index.ts';
import type { EngineView, LaneView, MarketView } from '../../engine/index.ts';

type Account = Pick<EngineView, 'ledger' | 'lanes' | 'markets' | 'market' | 'quote'>;

/**
 * In quote, at the last prices. `closed + open + openExitFees + dust` is what equity has changed by, deposits and fees in
 * other assets aside.
 */
interface ProfitStatement {
  /** Of round trips that have ended, after fees. */
  readonly closed: Decimal;
  /** Of open positions, what was sold of them included, after all fees, that of the exit to come as well. */
  readonly open: Decimal;
  /** The fees of the exits to come. */
  readonly openExitFees: Decimal;
  /** Gained or lost by dust since it became dust, sold or not. */
  readonly dust: Decimal;
}

/** `undefined` while the lane is flat. */
function laneProfit(account: Account, { id, instrument }: LaneView): OpenProfit | undefined {
  const { last, instrument: traded } = account.market(instrument);
  const { ledger } = account;
  const held = ledger.position(id);
  if (held === undefined) return undefined;
  // Without a price nothing is known of its profit: what it cost stands for what it is worth.
  const mark = last > 0 ? (fromSignal(last) as Price) : held.averageEntryPrice;
  return ledger.openProfit(id, mark, traded.takerFeeRate);
}

function profitStatement(account: Account): ProfitStatement {
  const { ledger, lanes, markets, quote } = account;
  let [sold, open, openExitFees, dust] = [0n, 0n, 0n, 0n];
  for (const lane of lanes) {
    const profit = laneProfit(account, lane);
    if (!profit) continue;
    sold += profit.realized;
    open += profit.realized + profit.shown;
    openExitFees += profit.exitFee;
  }
  for (const market of markets) dust += dustProfit(account, market);
  return { closed: ledger.realized(quote).net - sold, open, openExitFees, dust };
}

function dustProfit({ ledger }: Account, { instrument, last }: MarketView): Decimal {
  return last > 0 ? ledger.dustProfit(instrument.id, fromSignal(last) as Price) : 0n;
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

/** `undefined` while the lane is flat. */
export function positionFigures(account: Account, lane: LaneView): PositionFigures | undefined {
  const profit = laneProfit(account, lane);
  if (!profit) return undefined;
  const [unrealizedPnl, invested] = [toSignal(profit.shown), toSignal(profit.invested)];
  return {
    realizedPnl: toSignal(profit.realized),
    unrealizedPnl,
    exitFee: toSignal(profit.exitFee),
    profitRatio: invested > 0 ? unrealizedPnl / invested : 0,
  };
}
