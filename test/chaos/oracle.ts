/**
 * Judges a run by its files alone, with arithmetic of its own: it reads the rows, and asks the program nothing but to
 * replay them.
 */
import Sqlite from 'better-sqlite3';
import { auditJournal } from '../black-box/paper-session.ts';

const SCALE_DIGITS = 18;

interface FillRow {
  readonly trade_id: string;
  readonly client_order_id: string;
  readonly side: string;
  readonly price: string;
  readonly quantity: string;
  readonly fee: string;
  readonly fee_asset: string;
  readonly base: string;
  readonly quote: string;
  readonly sequence: number;
}

export interface Judgement {
  readonly fills: number;
  readonly ledger: unknown;
  readonly violations: readonly string[];
}

/** Of a database that nobody has open. */
export function judgeFiles(path: string): Judgement {
  const database = new Sqlite(path, { readonly: true });
  const violations: string[] = [];
  const column = <T>(sql: string): T[] => database.prepare(sql).pluck().all() as T[];
  const whole = column<string>('PRAGMA integrity_check');
  if (whole[0] !== 'ok') violations.push(`integrity_check: ${whole.join(', ')}`);
  const [count = 0, last = 0] = column<string>(
    "SELECT count(*) || ' ' || coalesce(max(sequence), 0) FROM journal",
  ).flatMap((row) => row.split(' ').map(Number));
  if (count !== last) violations.push(`the journal has ${count} entries and ends with ${last}`);
  const told = column<string>(
    "SELECT DISTINCT json_extract(payload, '$.tradeId') FROM journal WHERE type = 'orderFilled'",
  );
  const fills = database
    .prepare(
      'SELECT f.*, i.base, i.quote FROM fills f JOIN instruments i ON i.id = f.instrument ORDER BY f.sequence, f.rowid',
    )
    .all() as FillRow[];
  const booked = fills.map((fill) => fill.trade_id);
  if (new Set(booked).size !== booked.length) violations.push('a fill is booked twice');
  const missing = told.filter((id) => !booked.includes(id));
  if (missing.length > 0 || told.length !== booked.length) {
    violations.push(`${told.length} fills were told, ${booked.length} are booked; not booked: ${missing.join(', ')}`);
  }
  const orders = new Set(column<string>('SELECT client_order_id FROM orders'));
  for (const fill of fills)
    if (!orders.has(fill.client_order_id)) violations.push(`fill ${fill.trade_id} has no order`);
  violations.push(...openedWhileLost(database));
  const start = JSON.parse(
    column<string>("SELECT payload FROM journal WHERE type = 'runStarted' LIMIT 1")[0] ?? '{}',
  ) as {
    balances?: Record<string, string>;
  };
  database.close();
  const { balances, problems } = bookFills(fills, start.balances ?? {});
  const audit = auditJournal(path);
  violations.push(
    ...problems,
    ...audit.unprotected,
    ...audit.repeatedIds.map((id) => `order ${id} was decided on twice`),
  );
  if (audit.mismatches > 0) violations.push(`${audit.mismatches} answers differ in a replay`);
  for (const line of audit.ledger.balances) {
    const [asset = '', amount = ''] = line.split(' ');
    if ((balances.get(asset) ?? 0n) !== scaled(amount))
      violations.push(`${line} in the ledger, not what the fills add up to`);
  }
  return { fills: fills.length, ledger: audit.ledger, violations };
}

/** Entries that were made while the journal says that the storage takes nothing. */
function openedWhileLost(database: Sqlite.Database): string[] {
  const changes = database
    .prepare(
      "SELECT time_ms, json_extract(payload, '$.isWritable') AS writable FROM journal WHERE type = 'storageChanged' ORDER BY sequence",
    )
    .all() as { time_ms: number; writable: number }[];
  return changes.flatMap(({ time_ms, writable }, i) => {
    if (writable === 1) return [];
    const until = changes[i + 1]?.time_ms ?? Number.MAX_SAFE_INTEGER;
    return (
      database
        .prepare(
          "SELECT client_order_id FROM orders WHERE purpose = 'entry' AND created_time_ms > ? AND created_time_ms < ?",
        )
        .pluck()
        .all(time_ms, until) as string[]
    ).map((id) => `entry ${id} was made while the storage was lost`);
  });
}

function bookFills(
  fills: readonly FillRow[],
  start: Readonly<Record<string, string>>,
): { readonly balances: Map<string, bigint>; readonly problems: string[] } {
  const balances = new Map(Object.entries(start).map(([asset, amount]) => [asset, scaled(amount)]));
  const problems: string[] = [];
  const add = (asset: string, amount: bigint, fill: FillRow): void => {
    const next = (balances.get(asset) ?? 0n) + amount;
    balances.set(asset, next);
    if (next < 0n) problems.push(`${asset} is negative after fill ${fill.trade_id}`);
  };
  for (const fill of fills) {
    const [quantity, price] = [scaled(fill.quantity), scaled(fill.price)];
    const notional = (quantity * price) / 10n ** BigInt(SCALE_DIGITS);
    const sign = fill.side === 'buy' ? 1n : -1n;
    // What comes in first: a sale pays its fee out of what it brings.
    const moves: [string, bigint][] = [
      [fill.base, sign * quantity],
      [fill.quote, -sign * notional],
    ];
    for (const [asset, amount] of moves.toSorted((a, b) => Number(b[1] > 0n) - Number(a[1] > 0n)))
      add(asset, amount, fill);
    add(fill.fee_asset, -scaled(fill.fee), fill);
  }
  return { balances, problems };
}

function scaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(SCALE_DIGITS, '0'));
  return text.startsWith('-') ? -value : value;
}
