import { expect, it } from 'vitest';
import { metrics } from '../../core/performance/index.ts';
import { reportTable } from './index.ts';
import { aReport } from './testing.ts';

const rows = reportTable(aReport());

it('has a row per metric in their order, what is still open, then the comparison', () => {
  expect(rows.map(({ name }) => name)).toEqual([
    ...metrics.map(({ name }) => name),
    'openPnl',
    'excessReturn',
    'alpha',
    'beta',
    'correlation',
  ]);
});

it('has no row for what is open when nothing is', () => {
  expect(reportTable(aReport({ openPositions: [] })).map(({ name }) => name)).not.toContain('openPnl');
});

it.each([
  ['openPnl', '18.23', '', 'USDT'],
  ['winRate', '50.00', '100.00', '%'],
  ['trades', '2', '1', ''],
  ['averageHolding', '2h', '9h', ''],
  ['sharpe', '–', '–', ''],
])('%s reads %s against %s', (name, strategy, buyAndHold, unit) => {
  expect(rows.find((row) => row.name === name)).toMatchObject({ strategy, buyAndHold, unit });
});
