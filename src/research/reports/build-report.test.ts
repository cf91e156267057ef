import { describe, expect, it } from 'vitest';
import { buildReport, metricOf, performanceInput } from './index.ts';
import { HOUR_MS, START_MS, aReport, smallRun } from './testing.ts';

describe('a report', () => {
  const report = aReport();

  it('tells each trade with exact money', () => {
    // 1000 / 2 at 100 buys 4.995 with its fee; sold at 120.
    expect(report.trades[0]).toEqual({
      symbol: 'BTC/USDT',
      strategy: 'by-index',
      entryTimeMs: START_MS + 2 * HOUR_MS,
      exitTimeMs: START_MS + 4 * HOUR_MS,
      quantity: '4.995',
      entryPrice: '100',
      exitPrice: '120',
      grossPnl: '99.9',
      fees: '1.0989',
      netPnl: '98.8011',
      returnRatio: expect.closeTo(98.8011 / (499.5 + 0.4995), 12),
      candles: 2,
      entryReason: 'candle 1',
      exitReason: 'candle 3',
      tags: ['in', 'out'],
    });
    expect(report.trades.map(({ netPnl }) => Number(netPnl) > 0)).toEqual([true, false]);
  });

  it('ends with the start, all net profits and what is still open', () => {
    const realized = report.trades.reduce((sum, { netPnl }) => sum + Number(netPnl), 0);
    const [open] = report.openPositions;
    expect(report.openPositions).toHaveLength(1);
    expect(open?.exitFee).toBeCloseTo(Number(open?.quantity) * 112 * 0.001, 12);
    expect(open?.unrealizedPnl).toBeCloseTo(Number(open?.quantity) * (112 * 0.999 - 108 * 1.001), 9);
    expect(report.profit).toEqual({
      closedPnl: expect.closeTo(realized, 12),
      openPnl: open?.unrealizedPnl,
      openExitFees: open?.exitFee,
      dustPnl: 0,
    });
    const { closedPnl, openPnl, openExitFees } = report.profit;
    expect(report.endEquity - report.startEquity).toBeCloseTo(closedPnl + openPnl + openExitFees, 9);
    expect(open).toMatchObject({ entryTimeMs: START_MS + 8 * HOUR_MS, lastPrice: 112 });
  });

  it('counts fees and turnover of the open position too', () => {
    const tradeFees = report.trades.reduce((sum, { fees }) => sum + Number(fees), 0);
    const [open] = report.openPositions;
    const entryFee = Number(open?.quantity) * Number(open?.entryPrice) * 0.001;
    expect(metricOf(report, 'feesPaid')?.strategy).toBeCloseTo(tradeFees + entryFee, 9);
    expect(report.fills).toBe(5);
    expect(metricOf(report, 'exposure')?.strategy).toBeCloseTo((2 + 2 + 2) / 9, 12);
  });

  it('has buy and hold beside every metric, over the same time and after fees', () => {
    const total = metricOf(report, 'totalReturn');
    expect(total?.buyAndHold).toBeCloseTo((9.99 * (112 * 0.999 - 100 * 1.001)) / 1000, 12);
    expect(report.comparison.excessReturn).toBeCloseTo((total?.strategy ?? 0) - (total?.buyAndHold ?? 0), 12);
    expect(report.metrics.every(({ buyAndHold }) => buyAndHold === null || Number.isFinite(buyAndHold))).toBe(true);
  });

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('says what ran', () => {
    expect(report.run).toEqual({
      symbols: ['BTC/USDT'],
      strategy: 'by-index',
      parameters: {},
      timeframe: '1h',
      quote: 'USDT',
      candles: 10,
      fromMs: START_MS,
      toMs: START_MS + 10 * HOUR_MS,
      startBalance: '1000',
      makerFeeRate: '0.001',
      takerFeeRate: '0.001',
      spreadBps: 0,
      slippageBps: 0,
      depthQuotePerBps: 0,
      maxVolumeShare: 1,
      latencyCandles: 0,
      latencyMs: 0,
      files: ['btc.csv'],
      instruments: [
        {
          symbol: 'BTC/USDT',
          tickSize: '0.01',
          stepSize: '0.001',
          minQuantity: '0.001',
          minNotional: '1',
          source: 'given',
        },
      ],
    });
  });
});

it('warm-up is not part of the period: buy and hold begins where trading could', () => {
  const { run, context } = smallRun({ closes: [50, 60, 100, 110], warmUpCandles: 2 });
  const report = buildReport(run, context);
  expect(report.run.fromMs).toBe(START_MS + 2 * HOUR_MS);
  expect(metricOf(report, 'totalReturn')?.buyAndHold).toBeCloseTo((9.99 * (110 * 0.999 - 100 * 1.001)) / 1000, 12);
});

it('denied entries are counted by rule', () => {
  const risk = { maxPositionQuote: 1 };
  const { run, context } = smallRun({ closes: [100, 100, 100, 100], enterAt: [1, 2], risk });
  const report = buildReport(run, context);
  expect(report.denials).toEqual([{ code: 'positionQuote', count: 2 }]);
  expect(report.trades).toEqual([]);
});

it('the rule that denied most comes first', () => {
  const { run, context } = smallRun({ closes: [100, 100] });
  run.recorder.denials.set('cooldown', 1).set('spread', 3).set('atrSpike', 1);
  expect(buildReport(run, context).denials.map(({ code }) => code)).toEqual(['spread', 'atrSpike', 'cooldown']);
});

it('fees taken in base count at the price of the fill', () => {
  const { run } = smallRun({
    closes: [100, 100, 100, 120],
    enterAt: [1],
    instrument: { feeAsset: 'received', takerFeeRate: 10n ** 16n },
  });
  const [fill] = run.recorder.fills;
  expect(fill?.fill.feeAsset).toBe('BTC');
  expect(performanceInput(run).feesPaid).toBeCloseTo((performanceInput(run).tradedNotional ?? 0) * 0.01, 9);
});

it('nothing to trade on is a report without numbers, not a failure', () => {
  const { run, context } = smallRun({ closes: [100, 110], warmUpCandles: 5 });
  const report = buildReport(run, context);
  expect(report.run.fromMs).toBeNull();
  expect([report.startEquity, report.endEquity]).toEqual([1000, 1000]);
  const present = report.metrics.filter(({ strategy }) => strategy !== null);
  expect(present.map(({ name, strategy }) => [name, strategy])).toEqual([
    ['trades', 0],
    ['feesPaid', 0],
  ]);
});
