/** What a person should know before believing, or doubting, the figures of a backtest. */
import type { BacktestReport } from '../../research/reports/index.ts';
import type { ComposedBacktest } from './compose-backtest.ts';

const FEW_TRADES = 30;
/** A position below this share of the capital says little beside buy and hold, which invests all of it. */
const SMALL_SHARE = 0.5;

/** Which venue rules the orders were held to: invented ones decide results on cheap coins and odd quotes. */
export function rulesHint({ instruments, quote }: BacktestReport['run']): string {
  const rules = instruments.map(
    ({ symbol, tickSize, minNotional }) => `${symbol} tick ${tickSize}, smallest order ${minNotional} ${quote}`,
  );
  return `instrument rules are ${instruments[0]?.source ?? 'given'}: ${rules.join('; ')}`;
}

/** Limits that nobody set and that denied something: they shape the result without having been asked for. */
export function defaultLimitHints(limits: ReadonlyMap<string, string>, { denials }: BacktestReport): string[] {
  return [...new Set(denials.flatMap(({ code }) => limits.get(code) ?? []))];
}

export function backtestHints(run: ComposedBacktest, report: BacktestReport): string[] {
  const hints = run.engine.view.lanes
    .filter((lane) => lane.isStopped)
    .map((lane) => `strategy ${lane.name} on ${lane.symbol} stopped: ${lane.stopReason}`);
  const { tradingState, tradingStateReason } = run.engine.view.control;
  if (tradingState !== 'active') hints.push(`trading was ${tradingState} at the end: ${tradingStateReason}`);
  const held = report.openPositions.length;
  if (report.trades.length === 0) return [...hints, held > 0 ? OPEN_ONLY : whyNoTrades(run, report)];
  if (report.trades.length < FEW_TRADES) {
    hints.push(`${report.trades.length} round trips are too few to tell skill from luck; test a longer period`);
  }
  const { size } = run.engine.view.settings;
  if (size.kind === 'fixedQuote' && size.quote < SMALL_SHARE * report.startEquity) {
    hints.push(
      `each entry is ${size.quote} of ${report.startEquity} ${report.run.quote}, while buy & hold invests all of it; --set POSITION_SIZE_QUOTE=… changes that`,
    );
  }
  if (held > 0) hints.push(`${held} position${held > 1 ? 's are' : ' is'} still open and counted at the last close`);
  return hints;
}

const OPEN_ONLY = 'no finished round trips: what was bought is still held and counted at the last close';

function whyNoTrades(run: ComposedBacktest, report: BacktestReport): string {
  if (run.engine.view.lanes.some((lane) => !lane.isWarm())) {
    return 'no trades: the indicators never became ready; the file has too few candles for these parameters or --lookback';
  }
  if (run.curve.length === 0) return 'no trades: --lookback takes all candles of the file; make it smaller';
  const [denied] = report.denials;
  if (denied) {
    return `no trades: every entry was denied, ${denied.count} times by ${denied.code}; cab config show --group risk lists the limits`;
  }
  return 'no trades: the strategy never asked for an entry; try other --params, or a longer period';
}
