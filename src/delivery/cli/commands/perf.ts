import { ok } from '../../../domain/result.ts';
import type { PerformanceSummary } from '../../../operations/index.ts';
import { type Invocation, defineCommand } from '../command.ts';
import { formatCount, formatNumber, formatRatio, formatTime } from '../format-value.ts';
import { printTable } from '../print-table.ts';
import { profitRows } from '../profit-rows.ts';
import { integerFrom } from '../setting-options.ts';
import { type Terminal, printJson } from '../terminal.ts';

interface Options {
  readonly db?: string;
  readonly days?: number;
}

const SHOWN_TRIPS = 20;

export const perfCommand = defineCommand({
  name: 'perf',
  summary: "today's trades and profit, or those of the last days",
  examples: ['cab perf', 'cab perf --days 7', 'cab perf --db data/bot.db --json'],
  exits: '74 the database cannot be read',
  needs: ['records', 'clock'],
  configure(command) {
    command
      .option('--db <path>', 'database of a bot; the configured one by default')
      .option('--days <number>', 'days of market time, today included', integerFrom(1, '7'), 1);
  },
  async run({ options, isJson, terminal, services, fail }: Invocation<Options, 'records' | 'clock'>) {
    const { clock } = services;
    const { recordedInstruments, summarizePerformance } = await import('../../../operations/index.ts');
    const { db, days = 1 } = options;
    const result = await services.records.read(db, async (records) => {
      const instruments = await recordedInstruments(records);
      return ok(await summarizePerformance({ reader: records.reader, instruments, clock, days }));
    });
    if (!result.ok) return fail(result.error);
    if (isJson) printJson(terminal, result.value);
    else await printSummary(terminal, result.value);
    return 0;
  },
});

async function printSummary(terminal: Terminal, summary: PerformanceSummary): Promise<void> {
  const { quote } = summary;
  const denied = summary.denials.map(({ code, count }) => `${code} ${formatCount(count)}`).join(', ');
  await printTable(terminal, {
    head: [`${formatTime(summary.fromMs)} to ${formatTime(summary.toMs)} UTC`, ''],
    rows: [
      ['equity', `${formatNumber(summary.equity)} ${quote}`],
      ['profit, open positions included', `${formatNumber(summary.pnl)} ${quote}`],
      ...(summary.netFlow === 0 ? [] : [['paid in', `${formatNumber(summary.netFlow)} ${quote}`]]),
      ['round trips', `${formatCount(summary.roundTrips)} (${formatCount(summary.won)} won)`],
      ['their net profit', `${formatNumber(summary.netPnl)} ${quote}`],
      ...(summary.profit === undefined ? [] : profitRows(summary.profit, quote)),
      ['fees of all fills', `${formatNumber(summary.fees)} ${quote}`],
      ['fills', formatCount(summary.fills)],
      ...(denied === '' ? [] : [['denied entries', denied]]),
    ],
    rightAligned: [1],
  });
  if (summary.trips.length === 0) return;
  terminal.print('\n');
  await printTable(terminal, {
    head: ['exit', 'symbol', 'strategy', 'net', 'return', 'reason'],
    rows: summary.trips
      .slice(0, SHOWN_TRIPS)
      .map((trip) => [
        formatTime(trip.exitTimeMs),
        trip.symbol,
        trip.strategy,
        formatNumber(Number(trip.netPnl)),
        formatRatio(trip.returnRatio),
        trip.exitReason,
      ]),
    rightAligned: [3, 4],
  });
  const hidden = summary.trips.length - SHOWN_TRIPS;
  if (hidden > 0) terminal.print(`and ${formatCount(hidden)} more: cab export trades\n`);
}
