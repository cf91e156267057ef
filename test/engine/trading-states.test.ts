/**
 * What leaves in which trading state, by the way on which an order comes about and by its role: each cell is what the real
 * engine does, and the table in docs/operations.md is this one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ToldEngine, after } from '../../src/core/engine/testing/told-engine.ts';
import { createLastLook } from '../../src/runtime/writer/last-look.ts';

const COLUMNS = ['active', 'reducing', 'halted', 'ENABLE_TRADING=false'] as const;
type Column = (typeof COLUMNS)[number];

interface Row {
  readonly path: string;
  readonly role: string;
  /** Told before the state is set. */
  readonly given: string;
  /** Told in that state: the order comes about here, if it does. */
  readonly wish: string;
  /** In the order of the columns. */
  readonly cells: readonly [string, string, string, string];
  readonly observe?: (told: ToldEngine, lines: readonly string[]) => string;
}

const HELD = 'candle 100 buy, fill, armed';
const EXITS = {
  'signal exit': 'candle 100 sell',
  'protective exit': 'quote 95',
  'operator exit': 'operator close 0',
} as const;
const CELLS = {
  entry: ['leaves', 'denied', 'denied', 'denied'],
  'signal exit': ['leaves', 'leaves', 'denied', 'denied'],
  'protective exit': ['leaves', 'leaves', 'kept back', 'leaves'],
  'operator exit': ['leaves', 'leaves', 'leaves', 'leaves'],
} as const;

/** Asked for, and what became of it. */
function outcome(told: ToldEngine, lines: readonly string[]): string {
  if (lines.some((line) => line.startsWith('submit '))) return 'leaves';
  const { denials } = told.engine.view.lanes[0]?.outcome ?? { denials: [] };
  if (denials.length === 0) return 'nothing';
  return denials.every(({ code }) => code === 'tradingState' || code === 'tradingDisabled') ? 'denied' : 'other';
}

/** A protective exit that does not leave is not forgotten: once trading is active again, what happens `then` brings it. */
const protectiveExit =
  (then: string) =>
  (told: ToldEngine, lines: readonly string[]): string => {
    const first = outcome(told, lines);
    if (first !== 'denied' && first !== 'nothing') return first;
    const again = told.tell(`operator active, ${then}`);
    return again.some((line) => /^submit sell \d+ protectiveExit/.test(line)) ? 'kept back' : 'forgotten';
  };
const protective = protectiveExit('armed, timer 1, candle 95, quote 95');

function lastLook(told: ToldEngine): string {
  const order = [...told.submitted.values()].at(-1);
  const instead = order && createLastLook(() => told.engine.view)(order, 0);
  if (instead === undefined) return 'leaves';
  return instead.type === 'orderAbsent' ? 'failed' : instead.status;
}

const BUY_RESTS = 'candle 100 rest a:buy:96:5';
const SALE_RESTS = 'candle 100 rest a:sell:110:5';

/** A level that does not get its order in this state gets it in the next one that lets it. */
const level =
  (wish: string) =>
  (told: ToldEngine, lines: readonly string[]): string => {
    if (lines.some((line) => line.startsWith('submit a: '))) return 'leaves';
    Object.assign(told.engine.view.settings, { isTradingEnabled: true });
    const again = told.tell(`operator active key again, armed, ${wish}`);
    return again.some((line) => line.startsWith('submit a: ')) ? 'denied' : 'other';
  };

const canceled = (_told: ToldEngine, lines: readonly string[]): string =>
  lines.some((line) => line.startsWith('cancel ')) ? 'leaves' : 'stays';

const observerOf = (role: string): NonNullable<Row['observe']> => (role === 'protective exit' ? protective : outcome);
const exitRows = (path: string, before: string, wish: string): Row[] =>
  Object.entries(EXITS).map(([role, asked]) => ({
    path,
    role,
    given: `${HELD}, ${asked}${before}`,
    wish,
    cells: CELLS[role as keyof typeof EXITS],
  }));

const ROWS: readonly Row[] = [
  { path: 'candle: decision', role: 'entry', given: 'candle 100', wish: 'candle 100 buy', cells: CELLS.entry },
  { path: 'candle: decision', role: 'signal exit', given: HELD, wish: 'candle 100 sell', cells: CELLS['signal exit'] },
  {
    path: 'candle: order that shall rest',
    role: 'buy of a level',
    given: 'candle 100',
    wish: BUY_RESTS,
    cells: CELLS.entry,
    observe: level(BUY_RESTS),
  },
  {
    path: 'candle: order that shall rest',
    role: 'sale of a level',
    given: HELD,
    wish: SALE_RESTS,
    cells: CELLS['signal exit'],
    observe: level(SALE_RESTS),
  },
  {
    path: 'candle: time stop',
    role: 'protective exit',
    given: HELD,
    wish: 'candle 100',
    cells: CELLS['protective exit'],
  },
  { path: 'price at a level', role: 'protective exit', given: HELD, wish: 'quote 95', cells: CELLS['protective exit'] },
  {
    path: 'no live exit for 10 s',
    role: 'protective exit',
    given: 'candle 100 buy, fill',
    wish: 'timer 10001',
    cells: CELLS['protective exit'],
    observe: protectiveExit('timer 10001'),
  },
  {
    path: 'operator closes',
    role: 'operator exit',
    given: HELD,
    wish: 'operator close 0',
    cells: CELLS['operator exit'],
  },
  ...exitRows('tried again later', ', reject', 'timer 0'),
  {
    path: 'replaced: never arrived',
    role: 'entry',
    given: 'candle 100 buy, unknown',
    wish: 'absent',
    cells: CELLS.entry,
  },
  ...exitRows('replaced: never arrived', ', unknown', 'absent'),
  {
    path: 'last look before it is sent',
    role: 'entry',
    given: 'candle 100 buy',
    wish: 'timer 0',
    cells: ['leaves', 'failed', 'failed', '–'],
    observe: lastLook,
  },
  ...exitRows('last look before it is sent', '', 'timer 0').map((row) => ({
    ...row,
    cells: ['leaves', 'leaves', row.role === 'operator exit' ? 'leaves' : 'failed', '–'] as const,
    observe: lastLook,
  })),
  {
    path: 'the state is set',
    role: 'cancel of a working entry',
    given: 'candle 100 buy limit 90, accept',
    wish: '',
    cells: ['stays', 'leaves', 'leaves', '–'],
    observe: canceled,
  },
  {
    path: 'the state is set',
    role: 'cancel of a working exit',
    given: `${HELD}, candle 100 sell, accept`,
    wish: '',
    cells: ['stays', 'stays', 'stays', '–'],
    observe: canceled,
  },
  {
    path: 'the state is set',
    role: 'cancel of a buy that rests',
    given: `candle 100, ${BUY_RESTS}, accept`,
    wish: '',
    cells: ['stays', 'leaves', 'leaves', '–'],
    observe: canceled,
  },
  {
    path: 'the state is set',
    role: 'cancel of a sale that rests',
    given: `${HELD}, ${SALE_RESTS}, accept`,
    wish: '',
    cells: ['stays', 'stays', 'stays', '–'],
    observe: canceled,
  },
  ...(['candle 100 buy limit 90, accept', `${HELD}, candle 100 sell, accept`] as const).map((given, at) => ({
    path: 'operator cancels',
    role: `cancel of a working ${at === 0 ? 'entry' : 'exit'}`,
    given,
    wish: `operator cancel c0-${at}`,
    cells: ['leaves', 'leaves', 'leaves', 'leaves'] as const,
    observe: canceled,
  })),
];

function tellCell({ given, wish, path, role, observe }: Row, column: Column): string {
  const exits = path === 'candle: time stop' ? { timeStop: { maxCandles: 1 } } : { stopLossRatio: 0.05 };
  const told = after(given, { exits, nakedLimitMs: 10_000 });
  const lines: string[] = [];
  // A setting holds for a run; what was open before it is what the cell is about.
  if (column === 'ENABLE_TRADING=false') Object.assign(told.engine.view.settings, { isTradingEnabled: false });
  else lines.push(...told.tell(`operator ${column}`));
  if (wish !== '') lines.splice(0, lines.length, ...told.tell(wish));
  return (observe ?? observerOf(role))(told, lines);
}

const cases = ROWS.flatMap((row) =>
  COLUMNS.map((column, at) => ({ ...row, row, column, expected: row.cells[at] as string })),
).filter(({ expected }) => expected !== '–');

describe('the table of trading states', () => {
  it.each(cases)('$path, $role, $column: $expected', ({ row, column, expected }) => {
    expect(tellCell(row, column)).toBe(expected);
  });

  it('is the one in docs/operations.md', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
    expect(page).toContain(tableOf(ROWS));
  });
});

/** As markdown, its columns in line. */
function tableOf(rows: readonly Row[]): string {
  const head = ['how it comes about', 'role', 'active', 'reducing', 'halted', '`ENABLE_TRADING=false`'];
  const cells = [head, ...rows.map(({ path, role, cells: given }) => [path, role, ...given])];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, at) => (row[at] ?? '').padEnd(width)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [first, widths.map((width) => '-'.repeat(width)), ...others].map(line).join('\n');
}
