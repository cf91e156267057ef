/** What memory has let go of, told once more years later. */
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/domain/index.ts';
import { encodeSaved } from '../../src/domain/saved.ts';
import { Engine } from '../../src/core/engine/index.ts';
import { Checkpointer } from '../../src/runtime/index.ts';
import { restartRun, startRun } from '../../src/runtime/testing.ts';
import { entriesOf } from '../support/at-once.ts';
import { aCandle, engineSettings, scripted } from '../support/build.ts';

/** More trades a side than a ledger remembers. */
const TRIPS = 4200;

/** Buys and sells with every other candle, so that each is a trade. */
const settings = engineSettings(
  scripted(
    {},
    {
      lookback: 0,
      setup:
        () =>
        ({ position, enterLong, exit }) =>
          position ? exit({ reason: 'test exit' }) : enterLong({ reason: 'test entry' }),
    },
  ),
);

describe('trades of years ago that are told again', () => {
  it('are booked no second time, by a process that knows neither them nor their orders', () => {
    const candles = Array.from({ length: 2 * TRIPS + 10 }, (_, at) => aCandle(at, { close: 100 + (at % 7) }));
    const first = startRun(settings);
    first.play(candles.slice(0, 6000));
    const size = encodeSaved(first.engine.save()).length;
    first.play(candles.slice(6000));
    new Checkpointer({
      engine: first.engine,
      writer: first.writer,
      createEngine: () => new Engine(settings),
      monotonicMs: () => 0,
      onFailed: expect.unreachable,
    }).make();
    const run = restartRun(settings, { journal: first.journal });
    const { ledger, orders, portfolio } = run.engine.view;
    const fills = entriesOf(run.journal).flatMap(({ entry: { event } }) =>
      event.type === 'orderFilled' ? [event] : [],
    );
    expect(fills.length).toBeGreaterThan(2 * TRIPS);
    const oldest = fills.slice(0, 200);
    const books = canonicalJson(ledger.snapshot());
    const account = [portfolio.equity, portfolio.cash, orders.working.length];
    expect(oldest.filter(({ tradeId }) => ledger.has(tradeId, 0, 'buy') || ledger.has(tradeId, 0, 'sell'))).toEqual([]);
    for (const fill of oldest) run.writer.handle(fill, run.writer.timeMs);
    expect(canonicalJson(ledger.snapshot())).toBe(books);
    expect([portfolio.equity, portfolio.cash, orders.working.length]).toEqual(account);
    expect(run.engine.view.suspense.entries).toEqual([]);
    // What is kept of them does not grow with the years.
    expect(encodeSaved(run.engine.save()).length).toBeLessThan(1.1 * size);
  });
});
