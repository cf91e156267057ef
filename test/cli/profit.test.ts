/** One number for one thing: what every face of the same run says of its profit, and that it adds up to its equity. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, cab, candleCsv, documentOf, startCab } from './cab.ts';

const HOUR_MS = 3_600_000;
const START_MS = 1_704_067_200_000;
/** 0.1 %, taken in what is received: every position leaves less than a step. */
const RULES = {
  'BTC/USDT': { tickSize: '0.01', stepSize: '0.001', minNotional: '5', takerFeeRate: '0.001', feeAsset: 'received' },
  'ETH/USDT': { tickSize: '0.01', stepSize: '0.01', minNotional: '5', takerFeeRate: '0.002', feeAsset: 'quote' },
};
/** Buys, sells a part, then the rest, which leaves dust; buys again, sells a part, and still holds the rest at the end. */
const STRATEGY = `
import { defineStrategy } from 'crypto-ai-bot/strategy';

const wishes = {
  0: ({ enterLong }) => enterLong({ reason: 'in' }),
  3: ({ exit }) => exit({ reason: 'a part', share: 0.4 }),
  6: ({ exit }) => exit({ reason: 'the rest' }),
  9: ({ enterLong }) => enterLong({ reason: 'in again' }),
  12: ({ exit }) => exit({ reason: 'a part', share: 0.3 }),
};

export const parts = defineStrategy({
  name: 'parts',
  parameters: {},
  setup: () => (context) => wishes[context.index]?.(context),
});
`;

/** Prices with awkward digits, which float64 sums would show. */
function candles(from: number, drift: number): string {
  const rows = Array.from({ length: 17 }, (_, row) => {
    const [open, close] = [row, row + 1].map((at) => Number((from * (1 + drift * Math.sin(at / 2.3))).toFixed(2)));
    const [first, last] = [open ?? 0, close ?? 0];
    return [START_MS + row * HOUR_MS, first, Math.max(first, last), Math.min(first, last), last, 1e9];
  });
  return candleCsv(rows);
}

function aFolderWithFiles(): { folder: string; flags: readonly string[]; files: readonly string[] } {
  const folder = aFolder();
  const files = ['BTC-USDT_1h.csv', 'ETH-USDT_1h.csv'];
  writeFileSync(join(folder, files[0] ?? ''), candles(30_123.45, 0.01));
  writeFileSync(join(folder, files[1] ?? ''), candles(2345.67, -0.013));
  writeFileSync(join(folder, 'rules.json'), JSON.stringify(RULES));
  writeFileSync(join(folder, 'parts.ts'), STRATEGY);
  const set = ['STOP_LOSS_PCT=off', 'RISK_ATR_SPIKE_PCT=off', 'POSITION_SIZE_QUOTE=777.77', 'RISK_PROFILE=open'];
  const flags = ['--strategy', './parts.ts', '--lookback', '0', '--instruments', 'rules.json'];
  return { folder, files, flags: [...flags, ...set.flatMap((setting) => ['--set', setting])] };
}

interface Profit {
  readonly closedPnl: number;
  readonly openPnl: number;
  readonly openExitFees: number;
  readonly dustPnl: number;
}

interface Held {
  readonly realizedPnl: number;
  readonly unrealizedPnl: number;
  readonly exitFee: number;
}

const sumOf = ({ closedPnl, openPnl, openExitFees, dustPnl }: Profit) => closedPnl + openPnl + openExitFees + dustPnl;

function textsOf(value: unknown): string {
  return JSON.stringify(value);
}

describe.concurrent('the profit of one run', () => {
  it('is the same in backtest, run, perf, exports, API and metrics, and is what equity has changed by', async () => {
    const { folder, files, flags } = aFolderWithFiles();
    const tested = documentOf(await cab(folder, ['backtest', ...files, ...flags, '--json']));
    const bot = startCab(folder, ['run', '--replay', files.join(','), ...flags, '--speed', 'full']);
    const { page } = JSON.parse(await bot.seen(/run started/)) as { page: string };
    await bot.seen(/replayed file has ended/);
    const status = (await (await fetch(`${page}/api/v1/status`)).json()) as Record<string, unknown>;
    const metrics = await (await fetch(`${page}/metrics`)).text();
    expect(await bot.end('SIGTERM')).toBe(0);
    const line = ['run', '--replay', files.join(','), ...flags, '--speed', 'full', '--exit-when-done'];
    const ran = documentOf(await cab(folder, [...line, '--json']));
    const shown = await cab(folder, line);
    const perf = documentOf(await cab(folder, ['perf', '--days', '9', '--json']));
    const [positions, equity, fills] = await Promise.all(
      ['positions', 'equity', 'fills'].map(async (name) => {
        return JSON.parse((await cab(folder, ['export', name, '--json'])).stdout) as Record<string, unknown>[];
      }),
    );

    const profit = ran['profit'] as Profit;
    // What is worth telling happened: round trips, open positions with a part sold, dust.
    expect(ran).toMatchObject({ roundTrips: 2, openPositions: 2, netPnl: profit.closedPnl });
    expect([profit.closedPnl, profit.openPnl, profit.openExitFees, profit.dustPnl].every((part) => part !== 0)).toBe(
      true,
    );
    expect(sumOf(profit)).toBeCloseTo((ran['equity'] as number) - (ran['startEquity'] as number), 9);
    expect(ran['pnl']).toBeCloseTo(sumOf(profit), 9);

    expect(tested['profit']).toEqual(profit);
    expect([tested['endEquity'], status['equity'], perf['equity']]).toEqual([
      ran['equity'],
      ran['equity'],
      ran['equity'],
    ]);
    expect(status['profit']).toEqual(profit);
    expect(perf['profit']).toEqual(profit);
    expect([perf['pnl'], perf['netPnl'], perf['fees']]).toEqual([ran['pnl'], ran['netPnl'], ran['fees']]);
    expect(metric(metrics, 'open_pnl_quote')).toBe(profit.openPnl);
    expect(metric(metrics, 'closed_pnl_quote')).toBe(profit.closedPnl);
    expect(metric(metrics, 'open_exit_fees_quote')).toBe(profit.openExitFees);
    expect(metric(metrics, 'dust_pnl_quote')).toBe(profit.dustPnl);
    expect(metric(metrics, 'pnl_calculated')).toBe(ran['pnl']);

    const held = status['positions'] as Held[];
    for (const found of [tested['openPositions'] as Held[], (positions ?? []).map(heldOf)]) {
      expect(found.map(figuresOf)).toEqual(held.map(figuresOf));
    }
    const open = held.reduce((sum, position) => sum + position.realizedPnl + position.unrealizedPnl, 0);
    expect(open).toBeCloseTo(profit.openPnl, 10);
    expect(shown.stdout).toContain(profit.openPnl.toLocaleString('en-US', { maximumFractionDigits: 2 }));
    // Every sample adds up, not only the last.
    for (const row of equity ?? []) {
      const parts = ['closed_pnl', 'open_pnl', 'open_exit_fees', 'dust_pnl'].map((name) => row[name] as number);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo((row['equity'] as number) - 10_000, 9);
    }
    expect(fills).toHaveLength(ran['fills'] as number);
    for (const document of [tested, ran, status, perf]) expect(textsOf(document)).not.toMatch(/\d[eE]-1\d|:-0[,}]/);
  });
});

function metric(text: string, name: string): number {
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

function figuresOf({ realizedPnl, unrealizedPnl, exitFee }: Held): Held {
  return { realizedPnl, unrealizedPnl, exitFee };
}

function heldOf(row: Record<string, unknown>): Held {
  return {
    realizedPnl: row['realized_pnl'] as number,
    unrealizedPnl: row['unrealized_pnl'] as number,
    exitFee: row['exit_fee'] as number,
  };
}
