/** Tick, step and smallest order of candle files: given by a file, or derived, and named in every form of the report. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCandleFile, aFolder, cab, candleCsv, documentOf } from './cab.ts';

const CROSS = ['--strategy', 'ema-cross', '--params', 'fast=5,slow=20', '--lookback', '50'];
const HOUR = 3_600_000;

const timeOf = (row: number) => 1_704_067_200_000 + row * HOUR;

/** Hourly candles that stand at these prices, and signals that enter after the first and leave before the last but one. */
function held(folder: string, prices: readonly number[]): readonly string[] {
  const file = join(folder, 'candles.csv');
  const signals = join(folder, 'signals.csv');
  writeFileSync(file, candleCsv(prices.map((price, row) => [timeOf(row), price, price, price, price, 1e12])));
  const last = prices.length - 3;
  writeFileSync(signals, `timestamp_ms,enter,exit,tag\n${timeOf(0)},1,0,a\n${timeOf(last)},0,1,a\n`);
  const free = [
    '--fee-bps',
    '0',
    '--slippage-bps',
    '0',
    '--set',
    'STOP_LOSS_PCT=off',
    '--set',
    'RISK_ATR_SPIKE_PCT=off',
  ];
  return ['backtest', file, '--timeframe', '1h', '--lookback', '0', '--signals', signals, ...free, '--json'];
}

describe.concurrent('instrument rules of candle files', () => {
  it('are those of --instruments, in backtest and replay, and every report names them', async () => {
    const folder = aFolder();
    const file = aCandleFile(folder);
    const rules = {
      tickSize: '0.5',
      stepSize: '0.0001',
      minNotional: '20',
      takerFeeRate: '0.003',
      feeAsset: 'received',
    };
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ 'BTC/USDT': rules }));
    const given = ['--instruments', 'rules.json', ...CROSS];
    const tested = await cab(folder, ['backtest', file, ...given, '--json', '--out-html', 'bt.html']);
    const { run, hints, trades, fills, orders } = documentOf(tested) as {
      run: { instruments: readonly object[]; takerFeeRate: string };
      hints: readonly string[];
      trades: readonly { quantity: string; entryPrice: string }[];
      fills: number;
      orders: number;
    };
    const source = 'tickSize, stepSize, minNotional, takerFeeRate, feeAsset given in rules.json, the rest derived';
    expect(run.takerFeeRate).toBe('0.003');
    expect(run.instruments).toEqual([
      expect.objectContaining({ tickSize: '0.5', stepSize: '0.0001', minQuantity: '0.0001', minNotional: '20' }),
    ]);
    expect(hints[0]).toContain(`BTC/USDT tick 0.5, step 0.0001, smallest order 20 USDT (${source}`);
    expect(readFileSync(join(folder, 'bt.html'), 'utf8')).toContain(`smallest order 20 USDT, ${source}`);
    expect(trades.length).toBeGreaterThan(0);
    for (const { entryPrice } of trades) expect((Number(entryPrice) * 2) % 1).toBe(0);
    const played = ['run', '--replay', file, ...given, '--speed', 'full', '--exit-when-done', '--json'];
    expect(documentOf(await cab(folder, [...played, '--symbol', 'BTC/USDT', '--timeframe', '1h']))).toMatchObject({
      fills,
      orders,
    });
  });

  it('are refused with everything that is wrong at once', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'rules.json'), '{ "BTC/USDT": { "tickSize": 0, "lot": 1 }, "ETHUSDT": {} }');
    const { code, stderr } = await cab(folder, ['backtest', aCandleFile(folder), '--instruments', 'rules.json']);
    expect(code).toBe(78);
    for (const problem of ['BTC/USDT, tickSize is 0', 'BTC/USDT, lot is no field', 'ETHUSDT is no symbol']) {
      expect(stderr).toContain(problem);
    }
  });

  it.each([
    ['a coin that costs next to nothing and stands still costs nothing', 'PEPE/BTC', Array(8).fill(2.6e-8), 0],
    ['a twentieth of a bitcoin is no small order', 'ETH/BTC', [0.05, 0.05, 0.06, 0.06, 0.06, 0.06], 0.01],
  ])('derived: %s', async (_, symbol, prices: readonly number[], netPnl) => {
    const folder = aFolder();
    const sized = ['--capital', '0.5', '--set', 'POSITION_SIZE_QUOTE=0.05'];
    const finished = await cab(folder, [...held(folder, prices), '--symbol', symbol, ...sized]);
    const { trades } = documentOf(finished) as { trades: readonly { netPnl: string }[] };
    expect(trades.map((trade) => Number(trade.netPnl))).toEqual([expect.closeTo(netPnl, 6)]);
  });
});
