/** The account of a run as every face shows it, at the last prices. */
import {
  type Decimal,
  ONE,
  type ProfitFigures,
  changeOf,
  drawdownRatio,
  fromSignal,
  toSignal,
} from '../../../domain/index.ts';
import type { EngineView } from '../../engine/index.ts';
import { profitFigures } from './profit-statement.ts';

/** Float64 quote, converted once from exact books. */
export interface AccountFigures {
  readonly equity: number;
  readonly cash: number;
  readonly peakEquity: number;
  /** How far equity is below its peak, 0..1. */
  readonly drawdownRatio: number;
  /** Equity minus equity at 00:00 UTC. */
  readonly dayPnl: number;
  readonly profit: ProfitFigures;
}

export function accountFigures(view: EngineView): AccountFigures {
  const { portfolio, ledger, quote } = view;
  const { peakEquity, dayStartEquity } = portfolio;
  const equity = toSignal(ledger.equity(marksOf(view)));
  return {
    equity,
    cash: toSignal(ledger.balance(quote)),
    peakEquity,
    drawdownRatio: drawdownRatio(peakEquity, equity),
    dayPnl: changeOf(dayStartEquity, equity),
    profit: profitFigures(view),
  };
}

/** Equity between two ends of an interval may not have been marked: it is that of the prices its profit is told with. */
function marksOf({ markets, quote }: EngineView): Readonly<Record<string, Decimal>> {
  const marks = markets.map(({ instrument, last }) => [instrument.base, last > 0 ? fromSignal(last) : 0n]);
  return { ...Object.fromEntries(marks), [quote]: ONE };
}
