import { describe, expect, it } from 'vitest';
import { aCandle, buy, engineSettings, scripted, sell } from '../support/build.ts';
import { aRun } from '../support/bench-run.ts';

const plain = { fixed: { kind: 'fixedQuote', quote: 1000 } } as const;

describe('signals act at the next open', () => {
  it('a signal on a close is filled at the open of the candle after it', () => {
    const run = aRun(engineSettings(scripted({ 0: buy(), 2: sell() })));
    run.play([aCandle(0), aCandle(1, { open: 99.5 }), aCandle(2), aCandle(3, { open: 103, close: 104 })]);
    expect(run.fills()).toEqual(['buy 9.99 99.5', 'sell 9.99 103']);
  });

  it('a market buy never spends more than its budget when the open gaps up', () => {
    const run = aRun(engineSettings(scripted({ 0: buy() }), { size: plain.fixed }));
    run.play([aCandle(0), aCandle(1, { open: 120, close: 120 })]);
    const [fill] = run.recorder.fills;
    const spent = (Number(fill?.fill.price) * Number(fill?.fill.quantity)) / 1e36;
    expect(spent * 1.001).toBeLessThanOrEqual(1000);
    expect(run.fills()).toEqual(['buy 8.325 120']);
    expect(run.engine.view.portfolio.reservedQuote).toBe(0n);
  });
});

describe('protective exits', () => {
  const stopped = engineSettings(scripted({ 0: buy() }), { exits: { stopLossRatio: 0.05, takeProfitRatio: 0.05 } });

  it('a stop inside the candle fills at the stop', () => {
    const run = aRun(stopped);
    run.play([aCandle(0), aCandle(1), aCandle(2, { low: 90, close: 99 })]);
    expect(run.fills()).toEqual(['buy 9.99 100', 'sell 9.99 95']);
    expect(run.recorder.trips[0]?.exitReason).toBe('stop-loss');
  });

  it('a gap through the stop fills at the open', () => {
    const run = aRun(stopped);
    run.play([aCandle(0), aCandle(1), aCandle(2, { open: 80, high: 99, close: 99, low: 79 })]);
    expect(run.fills()).toEqual(['buy 9.99 100', 'sell 9.99 80']);
  });

  it('a gap beyond the target fills at the open', () => {
    const run = aRun(stopped);
    run.play([aCandle(0), aCandle(1), aCandle(2, { open: 120, close: 120 })]);
    expect(run.fills()).toEqual(['buy 9.99 100', 'sell 9.99 120']);
  });

  it('the stop comes before the target when a candle reaches both', () => {
    const run = aRun(stopped);
    run.play([aCandle(0), aCandle(1), aCandle(2, { low: 94, high: 106, close: 100 })]);
    expect(run.fills()).toEqual(['buy 9.99 100', 'sell 9.99 95']);
  });

  it('the stop guards the entry candle itself', () => {
    const run = aRun(stopped);
    run.play([aCandle(0), aCandle(1, { open: 100, low: 90, close: 97 })]);
    expect(run.fills()).toEqual(['buy 9.99 100', 'sell 9.99 95']);
  });

  it('an exit signal at the open comes before the stop of that candle', () => {
    const run = aRun(engineSettings(scripted({ 0: buy(), 1: sell() }), { exits: { stopLossRatio: 0.05 } }));
    run.play([aCandle(0), aCandle(1), aCandle(2, { open: 99, low: 90, close: 92 })]);
    expect(run.fills()).toEqual(['buy 9.99 100', 'sell 9.99 99']);
  });

  it('a trailing stop moves on closed candles only', () => {
    const run = aRun(
      engineSettings(scripted({ 0: buy() }), {
        exits: { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } },
      }),
    );
    // The high of 150 would have moved the stop to 135; the close of 120 moves it to 108.
    run.play([
      aCandle(0),
      aCandle(1),
      aCandle(2, { high: 150, close: 120 }),
      aCandle(3, { open: 120, low: 100, close: 101 }),
    ]);
    expect(run.fills()).toEqual(['buy 9.99 100', 'sell 9.99 108']);
  });

  it('a position is reported protected as soon as it is open', () => {
    const run = aRun(stopped);
    run.play([aCandle(0), aCandle(1)]);
    expect(run.engine.view.lanes[0]?.guard.status).toBe('protected');
  });
});
