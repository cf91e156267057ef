import { parseDecimal } from '../../../domain/decimal.ts';
import { feeInQuote } from '../../../domain/index.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { Decimal } from '../../../domain/decimal.ts';
import type { Price } from '../../../domain/units.ts';
import type { Database } from '../database.ts';

/** Of a whole run, however many processes it took. */
interface RunCounts {
  readonly orders: number;
  readonly fills: number;
  readonly roundTrips: number;
  readonly netPnl: Decimal;
  /** Fees of every fill in quote; those in a third asset have no price here. */
  readonly fees: Decimal;
}

interface FillFee {
  readonly instrument: number;
  readonly price: string;
  readonly fee: string;
  readonly fee_asset: string;
}

/**
 * Counts the rows of a run that began with an entry and trades these instruments.
 * @throws StorageFailure when they cannot be read.
 */
export function countRun(
  database: Database,
  run: { readonly runId: string; readonly firstSequence: number; readonly instruments: readonly Instrument[] },
): RunCounts {
  const { connection } = database;
  return database.read(() => {
    // Ids of a run begin with its own.
    const orders = connection
      .prepare<[string, string], number>(
        'SELECT count(*) FROM orders WHERE client_order_id > ? AND client_order_id < ?',
      )
      .pluck();
    const fees = connection.prepare<[number], FillFee>(
      'SELECT instrument, price, fee, fee_asset FROM fills WHERE sequence >= ?',
    );
    const profits = connection.prepare<[number], string>('SELECT net_pnl FROM round_trips WHERE sequence >= ?').pluck();
    const counts = { orders: 0, fills: 0, roundTrips: 0, netPnl: 0n, fees: 0n };
    counts.orders = orders.get(`${run.runId}-`, `${run.runId}-~`) ?? 0;
    for (const fill of fees.iterate(run.firstSequence)) {
      counts.fills += 1;
      counts.fees += feeOf(fill, run.instruments);
    }
    for (const netPnl of profits.iterate(run.firstSequence)) {
      counts.roundTrips += 1;
      counts.netPnl += amountOf(netPnl);
    }
    return counts;
  });
}

function feeOf(
  { instrument: id, price, fee, fee_asset: feeAsset }: FillFee,
  instruments: readonly Instrument[],
): Decimal {
  const instrument = instruments[id];
  return instrument ? feeInQuote({ fee: amountOf(fee), feeAsset, price: amountOf(price) as Price }, instrument) : 0n;
}

function amountOf(text: string): Decimal {
  const parsed = parseDecimal(text);
  return parsed.ok ? parsed.value : 0n;
}
