import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aCandleFile, aFolder, cab, candleCsv, candleRows, documentOf } from './cab.ts';

const CROSS = ['--strategy', 'ema-cross', '--params', 'fast=5,slow=20', '--lookback', '50'];

function hintsOfDefaults(finished: Parameters<typeof documentOf>[0]): string[] {
  return (documentOf(finished)['hints'] as string[]).filter((hint) => hint.includes('nobody set it'));
}

describe.concurrent('cab backtest', () => {
  it('runs the command line of the manual as written and writes every output', async () => {
    const folder = aFolder();
    const file = aCandleFile(folder);
    const market = ['--symbol', 'BTC/USDT', '--timeframe', '1h', '--slippage-bps', '2', '--fee-bps', '5'];
    const outputs = [
      '--export-trades',
      'trades.csv',
      '--out-json',
      'bt.json',
      '--out-svg',
      'bt.svg',
      '--out-html',
      'bt.html',
    ];
    const { code, stdout } = await cab(folder, ['backtest', file, ...market, ...CROSS, ...outputs]);
    expect(code).toBe(0);
    expect(stdout).toContain('ema-cross on BTC/USDT 1h');
    expect(stdout).toContain('buy & hold');
    expect(stdout).toContain(
      'simulated fills: spread none; slippage 2 bps; depth endless; volume no limit; latency none',
    );
    const report = JSON.parse(readFileSync(join(folder, 'bt.json'), 'utf8')) as { trades: unknown[]; run: object };
    expect(report.trades.length).toBeGreaterThan(0);
    expect(report.run).toMatchObject({ takerFeeRate: '0.0005', spreadBps: 0, slippageBps: 2, candles: 400 });
    const trades = readFileSync(join(folder, 'trades.csv'), 'utf8').trim().split('\n');
    expect(trades).toHaveLength(report.trades.length + 1);
    expect(readFileSync(join(folder, 'bt.svg'), 'utf8')).toContain('<svg');
    expect(readFileSync(join(folder, 'bt.html'), 'utf8')).toContain('<html');
  });

  it('says once which limit that nobody set denied entries, and nothing of it once it is set', async () => {
    const folder = aFolder();
    const line = ['backtest', aCandleFile(folder), ...CROSS, '--json'];
    const denying = { RISK_MAX_CONSECUTIVE_LOSSES: 'off', POSITION_SIZE: '2500' };
    const [byDefault, bySetting] = await Promise.all([
      cab(folder, line, denying),
      cab(folder, line, { ...denying, RISK_MAX_CAPITAL_PER_SYMBOL_PCT: '20%' }),
    ]);
    expect(hintsOfDefaults(byDefault)).toEqual([
      'RISK_MAX_CAPITAL_PER_SYMBOL_PCT=20% denied an entry and nobody set it (profile conservative): set RISK_MAX_CAPITAL_PER_SYMBOL_PCT to change it; RISK_PROFILE=open lifts it and its like',
    ]);
    expect(hintsOfDefaults(bySetting)).toEqual([]);
  });

  it('prints one JSON document and nothing else with --json', async () => {
    const folder = aFolder();
    const finished = await cab(folder, ['backtest', aCandleFile(folder), ...CROSS, '--json']);
    expect(finished.code).toBe(0);
    expect(finished.stderr).toBe('');
    expect(documentOf(finished)).toMatchObject({ kind: 'backtest', run: { symbols: ['BTC/USDT'], timeframe: '1h' } });
  });

  it('reads gzip, other header names and seconds, and finds the timeframe, with the same result', async () => {
    const folder = aFolder();
    const plain = await cab(folder, ['backtest', aCandleFile(folder), ...CROSS, '--json']);
    const rows = candleRows(400).map(([timeMs = 0, ...rest]) => [timeMs / 1000, ...rest].join(','));
    const other = join(folder, 'bars.csv.gz');
    writeFileSync(other, gzipSync(`Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`));
    const packed = await cab(folder, ['backtest', other, '--symbol', 'BTC/USDT', ...CROSS, '--json']);
    expect(packed.code).toBe(0);
    expect(documentOf(packed)['endEquity']).toBe(documentOf(plain)['endEquity']);
    expect(documentOf(packed)['run']).toMatchObject({ timeframe: '1h' });
  });

  it('names file, line and column of what is no number, and exits with 65', async () => {
    const folder = aFolder();
    const rows = candleCsv(candleRows(30)).split('\n');
    rows[6] = (rows[6] ?? '').replace(/,10$/, ',lots');
    const file = join(folder, 'BTC-USDT_1h.csv');
    writeFileSync(file, rows.join('\n'));
    const finished = await cab(folder, ['backtest', file, '--json']);
    expect(finished.code).toBe(65);
    expect(finished.stderr).toContain(file);
    expect(finished.stderr).toMatch(/BTC-USDT_1h\.csv:7\b/);
    expect(finished.stderr).toContain('volume');
    expect(finished.stderr).toContain('lots');
    expect(documentOf(finished)).toMatchObject({ error: { kind: 'input', exitCode: 65 } });
  });

  it('says which file is not there, and what to do about a wrong timeframe', async () => {
    const folder = aFolder();
    const file = aCandleFile(folder);
    const absent = await cab(folder, ['backtest', join(folder, 'BTC-USDT_1hh.csv')]);
    expect(absent.code).toBe(65);
    expect(absent.stderr).toContain('BTC-USDT_1h.csv');
    const wrong = await cab(folder, ['backtest', file, '--timeframe', '5m']);
    expect(wrong.code).toBe(65);
    expect(wrong.stderr).toContain('--timeframe 1h');
  });

  it('refuses parameters that the strategy does not take, before reading candles', async () => {
    const folder = aFolder();
    const finished = await cab(folder, [
      'backtest',
      'absent.csv',
      '--strategy',
      'ema-cross',
      '--params',
      'fast=9999',
      '--timeframe',
      '1h',
    ]);
    expect(finished.code).toBe(78);
    expect(finished.stderr).toContain('fast');
  });

  it('says why there are no trades', async () => {
    const folder = aFolder();
    const { stdout } = await cab(folder, [
      'backtest',
      aCandleFile(folder),
      '--lookback',
      '400',
      '--strategy',
      'ema-cross',
    ]);
    expect(stdout).toContain('no trades: --lookback takes all candles');
  });

  it('records a journal that replays to the same commands, and replaces only recordings', async () => {
    const folder = aFolder();
    const file = aCandleFile(folder);
    const line = ['backtest', file, ...CROSS, '--journal', 'bt.journal', '--json'];
    expect((await cab(folder, line)).code).toBe(0);
    const replayed = await cab(folder, ['replay', 'bt.journal', '--json']);
    expect(replayed.code).toBe(0);
    expect(documentOf(replayed)).toMatchObject({ isEqual: true, mismatchCount: 0 });
    expect((await cab(folder, line)).code).toBe(0);
    const again = await cab(folder, ['replay', 'bt.journal', '--json']);
    expect(documentOf(again)['recordedHash']).toBe(documentOf(replayed)['recordedHash']);
    const other = join(folder, 'other.csv');
    writeFileSync(other, readFileSync(file));
    const refused = await cab(folder, ['backtest', file, '--journal', other]);
    expect(refused.code).toBe(74);
    expect(readFileSync(other, 'utf8')).toContain('timestamp_ms');
  });

  it('trades what a file of signals says', async () => {
    const folder = aFolder();
    const [, , , third = [], , , sixth = []] = candleRows(10);
    writeFileSync(join(folder, 'signals.csv'), `timestamp_ms,enter,exit\n${third[0]},1,0\n${sixth[0]},0,1\n`);
    const finished = await cab(folder, [
      'backtest',
      aCandleFile(folder, 20),
      '--signals',
      'signals.csv',
      '--lookback',
      '0',
      '--json',
    ]);
    expect(finished.code).toBe(0);
    expect(documentOf(finished)['trades']).toHaveLength(1);
  });
});
