import { describe, expect, it } from 'vitest';
import { csvCell } from './csv.ts';
import { equityCsv, tradesCsv } from './index.ts';
import { aReport, aReportTrade, smallRun } from './testing.ts';

describe('a cell', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['-12.5', '-12.5'],
    ['+1e-8', '+1e-8'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', String.raw`two\nlines`],
    ['\x1b[31m\u202ered', String.raw`\x1b[31m\u202ered`],
    ['=1+1', `"'=1+1"`],
    ['+SUM(A1)', `"'+SUM(A1)"`],
    ['-2+3', `"'-2+3"`],
    ['@cmd', `"'@cmd"`],
    ['\tx', String.raw`\tx`],
    ['\r=1', String.raw`\r=1`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['a=1', 'a=1'],
  ])('%j is written as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

describe('the trades file', () => {
  it('has one line per trade under its columns', () => {
    const [head, first, ...rest] = tradesCsv(aReport()).trimEnd().split('\n');
    expect(head).toBe(
      'symbol,strategy,entry_time,exit_time,quantity,entry_price,exit_price,gross_pnl,fees,net_pnl,return_pct,bars,entry_reason,exit_reason,tags',
    );
    expect(first).toBe(
      'BTC/USDT,by-index,2021-01-01T02:00:00.000Z,2021-01-01T04:00:00.000Z,4.995,100,120,99.9,1.0989,98.8011,19.760240,2,candle 1,candle 3,in;out',
    );
    expect(rest).toHaveLength(1);
  });

  it('disarms reasons and tags that a spreadsheet would run', () => {
    const trade = aReportTrade({ entryReason: '=cmd()', exitReason: 'a "b", c', tags: ['@x', '-1'] });
    expect(tradesCsv({ trades: [trade] })).toContain(`"'=cmd()","a ""b"", c","'@x;-1"\n`);
  });
});

describe('the equity file', () => {
  it('has every close, however many, with drawdown and buy and hold', () => {
    const closes = Array.from({ length: 10_000 }, (_, i) => 100 + (i % 7));
    const { run, context } = smallRun({ closes, enterAt: [1], exitAt: [6] });
    const lines = [...equityCsv(run, context.markets, context.simulation)].join('').trimEnd().split('\n');
    expect(lines).toHaveLength(10_001);
    expect(lines[0]).toBe('time,equity,drawdown_pct,buy_and_hold');
    expect(lines[1]).toBe('2021-01-01T01:00:00.000Z,1000.00000000,0.000000,1000.00000000');
    const equities = lines.slice(1).map((line) => Number(line.split(',')[1]));
    expect(equities.at(-1)).toBeCloseTo(run.curve.equity.at(-1) ?? 0, 6);
  });
});
