/** The account of a run as every face shows it, at the last prices. */
import { type ProfitFigures, changeOf, drawdownRatio, fromSignal, multiply, toSignal } from '../../../domain/index.ts';
import type { EngineView } from '../../engine/index.ts';
import { profitFigures } from './profit-statement.ts';

/** Float64 quote, converted once from exact books. Coins that were paid in are not the run's. */
export interface AccountFigures {
  readonly equity: number;
  readonly cash: number;
  /** Quote paid in minus quote taken out since the run began. */
  readonly netFlow: number;
  /** Equity minus what it began with and what was paid in since. */
  readonly netPnl: number;
  /** Time-weighted, since the run began: deposits and withdrawals are no returns. */
  readonly returnRatio: number;
  /** As deposits and withdrawals have scaled it. */
  readonly peakEquity: number;
  /** How far equity is below its peak, 0..1. */
  readonly drawdownRatio: number;
  /** Equity minus equity at 00:00 UTC and what was paid in since. */
  readonly dayPnl: number;
  readonly profit: ProfitFigures;
}

export function accountFigures(view: EngineView): AccountFigures {
  const { portfolio, ledger, quote } = view;
  const { peakEquity, dayStartEquity, startEquity, netFlow } = portfolio;
  const equity = toSignal(exactEquity(view));
  return {
    equity,
    cash: toSignal(ledger.balance(quote)),
    netFlow,
    netPnl: changeOf(startEquity + netFlow, equity),
    returnRatio: portfolio.returnRatioAt(equity),
    peakEquity,
    drawdownRatio: drawdownRatio(peakEquity, equity),
    dayPnl: changeOf(dayStartEquity, equity),
    profit: profitFigures(view),
  };
}

/** Equity between two ends of an interval may not have been marked: it is that of the prices its profit is told with. */
function exactEquity({ ledger, markets, quote }: EngineView): bigint {
  let equity = ledger.balance(quote);
  for (const { instrument, last } of markets) {
    if (last > 0) equity += multiply(fromSignal(last), ledger.owned(instrument.base), 'floor');
  }
  return equity;
}
