import type { CandleColumns } from '../../src/domain/index.ts';
import { EquityCurve, RunRecorder, runBacktest } from '../../src/research/backtest/index.ts';
import { FeedSource, UNLIMITED, combineObservers, createSimulatedRun, runStarted } from '../../src/runtime/index.ts';
import { createFileFeed } from '../../src/runtime/feeds/index.ts';
import { firstCandles, splitSeries } from '../candles.ts';
import { readColumnFile } from '../column-file.ts';
import type { Outcome } from '../outcome.ts';
import type { Subject, SubjectOptions } from './subject.ts';
import { MINUTE_MS, type Variant, balancesOf, identity, instrumentsOf, settingsOf, simulation } from './task.ts';

export function loadSeries({ candles, count, instruments }: SubjectOptions): CandleColumns[] {
  const whole = readColumnFile(candles);
  return splitSeries(count === undefined ? whole : firstCandles(whole, count), instruments);
}

export function feedOf(series: readonly CandleColumns[], warmUp: number): ReturnType<typeof createFileFeed> {
  const files = series.map((columns, instrument) => ({ instrument, columns }));
  return createFileFeed({ files, intervalMs: MINUTE_MS, warmUpCandles: warmUp, speed: Number.POSITIVE_INFINITY });
}

/** A backtest as the program makes it. */
export function engineSubject(variant: Variant, options: SubjectOptions): Subject {
  const series = loadSeries(options);
  const instruments = instrumentsOf(series.length);
  const settings = settingsOf(variant, instruments, options.entryQuote);
  const balances = balancesOf(options.capital);
  const expectedCandles = series[0]?.length ?? 0;
  const backtest = (): Outcome => {
    const feed = feedOf(series, options.warmUp);
    const given = { identity, settings, simulation, instruments, balances, feed, expectedCandles };
    const { recorder, engine } = runBacktest(given);
    return { trips: recorder.trips.length, fills: recorder.fills.length, equity: engine.view.portfolio.equity };
  };
  return { run: variant === 'complete' ? () => explained(series, options) : backtest };
}

/** The same with somebody listening to decisions, so that every order is explained. */
function explained(series: readonly CandleColumns[], options: SubjectOptions): Outcome {
  const instruments = instrumentsOf(series.length);
  const balances = balancesOf(options.capital);
  const feed = feedOf(series, options.warmUp);
  const curve = new EquityCurve(series[0]?.length);
  const recorder = new RunRecorder(() => run.writer.timeMs);
  let explanations = 0;
  const listener = {
    decisionMade: (_lane: unknown, { explain }: { readonly explain: { readonly signals: object } }) => {
      if ('ema(20)' in explain.signals) explanations += 1;
    },
  };
  const run = createSimulatedRun({
    settings: settingsOf('complete', instruments, options.entryQuote),
    simulation,
    instruments,
    balances,
    observer: combineObservers([recorder, listener]),
    onInterval: ({ closeTimeMs }) => curve.push(closeTimeMs, run.engine.view.portfolio.equity),
  });
  run.writer.handle(runStarted(identity, instruments, balances), feed.startMs ?? 0);
  new FeedSource(feed, run.driver).pump(Number.POSITIVE_INFINITY, UNLIMITED);
  run.writer.flush();
  if (explanations < recorder.fills.length)
    throw new Error(`${explanations} explanations of ${recorder.fills.length} orders`);
  return { trips: recorder.trips.length, fills: recorder.fills.length, equity: run.engine.view.portfolio.equity };
}
