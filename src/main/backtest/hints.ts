/** What a person should know before believing, or doubting, the figures of a backtest. */
import { type BacktestReport, costLines } from '../../research/reports/index.ts';
import type { ComposedBacktest } from './compose-backtest.ts';

const FEW_TRADES = 30;
/** A position below this share of the capital says little beside buy and hold, which invests all of it. */
const SMALL_SHARE = 0.5;

/** Which venue rules the orders were held to: invented ones decide results on cheap coins and odd quotes. */
export function rulesHint({ instruments, quote }: BacktestReport['run']): string {
  const rules = instruments.map(
    ({ symbol, tickSize, stepSize, minNotional, source }) =>
      `${symbol} tick ${tickSize}, step ${stepSize}, smallest order ${minNotional} ${quote} (${source})`,
  );
  return `instrument rules: ${rules.join('; ')}`;
}

/** What fills cost beside fees: a market that takes nothing flatters. */
export function costsHint(run: BacktestReport['run']): string {
  const costs = costLines(run).map(([what, value]) => `${what.toLowerCase()} ${value}`);
  return `simulated fills: ${costs.join('; ')}`;
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
  const unfilled = unfilledHints(run);
  hints.push(...unfilled, ...endedEarly(run, report));
  const held = report.openPositions.length;
  if (report.trades.length === 0) {
    if (held > 0) hints.push(OPEN_ONLY);
    else if (unfilled.length === 0) hints.push(whyNoTrades(run, report));
    return hints;
  }
  if (report.trades.length < FEW_TRADES) {
    hints.push(`${report.trades.length} round trips are too few to tell skill from luck; test a longer period`);
  }
  const { size } = run.engine.view.settings;
  const share =
    size.kind === 'fixedQuote' ? size.quote / report.startEquity : size.kind === 'equityShare' ? size.share : 1;
  if (share < SMALL_SHARE) {
    const entry =
      size.kind === 'fixedQuote'
        ? `${size.quote} of ${report.startEquity} ${report.run.quote}`
        : `${Number((share * 100).toPrecision(6))} % of equity`;
    const key = size.kind === 'fixedQuote' ? 'POSITION_SIZE_QUOTE' : 'POSITION_SIZE_PCT';
    hints.push(`each entry is ${entry}, while buy & hold invests all of it; --set ${key}=… changes that`);
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
  if (report.orders > 0) {
    return `no trades: none of ${report.orders} orders filled; limits that are nearer to the price, or a larger MAX_VOLUME_SHARE, fill more`;
  }
  return 'no trades: the strategy never asked for an entry; try other --params, or a longer period';
}

/** Orders that were at work when the candles ended. */
function unfilledHints({ engine: { view } }: ComposedBacktest): string[] {
  return view.orders.working.map(({ request: { side, type, instrument, reason } }) => {
    const order = `a ${side} order of ${view.market(instrument).instrument.symbol} (${reason})`;
    return type === 'market'
      ? `${order} had no candle left to fill: the candles end before it could arrive`
      : `${order} still rested when the candles ended`;
  });
}

/** Symbols whose candles end before those of the others; what is held of them is worth an old price. */
function endedEarly({ engine: { view } }: ComposedBacktest, { run, openPositions }: BacktestReport): string[] {
  return view.markets.flatMap(({ instrument: { symbol }, lastCloseTimeMs, last }) => {
    if (run.toMs === null || !(lastCloseTimeMs < run.toMs)) return [];
    const isHeld = openPositions.some((position) => position.symbol === symbol);
    const worth = isHeld ? `; its open position is valued at the close of then, ${last}` : '';
    return [
      `${symbol} has no candle after ${minute(lastCloseTimeMs)}, the others go on to ${minute(run.toMs)}${worth}`,
    ];
  });
}

function minute(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');
}
