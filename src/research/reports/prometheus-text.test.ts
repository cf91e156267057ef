import { expect, it } from 'vitest';
import { metricOf, prometheusText } from './index.ts';
import { aReport } from './testing.ts';

const report = aReport({ denials: [{ code: 'cooldown', count: 3 }] });
const lines = prometheusText(report).trimEnd().split('\n');
const valueOf = (name: string) => Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1]);

it('names the numbers that dashboards ask for', () => {
  expect(valueOf('backtest_trades_total')).toBe(2);
  expect(valueOf('backtest_equity_last')).toBe(report.endEquity);
  expect(valueOf('backtest_max_drawdown_pct')).toBe((metricOf(report, 'maxDrawdown')?.strategy ?? 0) * 100);
  expect(valueOf('backtest_average_holding_seconds')).toBe(7200);
  expect(valueOf('backtest_buy_and_hold_total_return_pct')).toBeCloseTo(11.776, 3);
  expect(lines).toContain('backtest_denials_total{code="cooldown"} 3');
});

it('every line is one that Prometheus reads, each family announced once and before its samples', () => {
  const announced = new Set<string>();
  for (const line of lines) {
    const name = /^# TYPE (\w+) gauge$/.exec(line)?.[1];
    if (name !== undefined) {
      expect(announced.has(name)).toBe(false);
      announced.add(name);
    } else if (!/^# HELP \w+ \S/.test(line)) {
      expect(line).toMatch(/^[a-z_]+(\{([a-z]+="(\\.|[^"\\])*",?)+\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/);
      expect(announced.has(/^\w+/.exec(line)?.[0] ?? '')).toBe(true);
    }
  }
});

it('leaves out what does not exist', () => {
  expect(metricOf(report, 'sharpe')?.strategy).toBeNull();
  expect(lines.some((line) => line.includes('backtest_sharpe'))).toBe(false);
});

it('names are escaped inside labels', () => {
  const run = { ...report.run, strategy: 'a"b\\c\nd' };
  expect(prometheusText({ ...report, run })).toContain('strategy="a\\"b\\\\c\\nd"');
});
