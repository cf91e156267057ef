import { createHash } from 'node:crypto';
import { MemoryJournal } from '../../src/adapters/storage/memory-journal.ts';
import { RunRecorder, runBacktest } from '../../src/research/backtest/index.ts';
import { FeedSource, RunLoop, createSimulatedRun, runStarted } from '../../src/runtime/index.ts';
import type { Outcome } from '../outcome.ts';
import { feedOf, loadSeries } from './engine-subject.ts';
import type { Subject, SubjectOptions } from './subject.ts';
import { balancesOf, identity, instrumentsOf, settingsOf, simulation } from './task.ts';

/** The paper runner: every entry into a journal in memory, every answer sealed with its hash, the event loop around it. */
export function paperSubject(options: SubjectOptions): Subject {
  const series = loadSeries(options);
  const instruments = instrumentsOf(series.length);
  const settings = settingsOf('complete', instruments, options.entryQuote);
  const balances = balancesOf(options.capital);
  let digest: string | undefined;
  return {
    run: async () => {
      const feed = feedOf(series, options.warmUp);
      const journal = new MemoryJournal();
      const recorder = new RunRecorder(() => run.writer.timeMs);
      const run = createSimulatedRun({ settings, simulation, instruments, balances, observer: recorder, journal });
      run.writer.handle(runStarted(identity, instruments, balances), feed.startMs ?? 0);
      const clock = { nowMs: () => Number.NEGATIVE_INFINITY, monotonicMs: () => performance.now() };
      await new RunLoop({ source: new FeedSource(feed, run.driver), writer: run.writer, clock }).run();
      // Read once: the runs of one process are equal, and reading a journal is not part of running.
      digest ??= digestOf(journal);
      return { ...outcomeOf(recorder, run.engine.view.portfolio.equity), digest };
    },
  };
}

/** The backtest runner with the same settings. The commands are hashed once, outside of what is measured. */
export function backtestSubject(options: SubjectOptions): Subject {
  const series = loadSeries(options);
  const instruments = instrumentsOf(series.length);
  const settings = settingsOf('complete', instruments, options.entryQuote);
  const balances = balancesOf(options.capital);
  const expectedCandles = series[0]?.length ?? 0;
  const given = { identity, settings, simulation, instruments, balances, expectedCandles };
  const journal = new MemoryJournal();
  runBacktest({ ...given, feed: feedOf(series, options.warmUp), journal });
  const digest = digestOf(journal);
  return {
    run: () => {
      const { recorder, engine } = runBacktest({ ...given, feed: feedOf(series, options.warmUp) });
      return { ...outcomeOf(recorder, engine.view.portfolio.equity), digest };
    },
  };
}

function outcomeOf({ trips, fills }: RunRecorder, equity: number): Outcome {
  return { trips: trips.length, fills: fills.length, equity };
}

/** One fingerprint of all commands of a run, in order. */
function digestOf(journal: MemoryJournal): string {
  const hash = createHash('sha256');
  for (const page of journal.pages(1)) {
    for (const { entry, commandsHash } of page) {
      if (commandsHash !== undefined) hash.update(`${entry.sequence} ${commandsHash}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
