import { formatDecimal } from '../../../../domain/decimal.ts';
import type { Notional, Price, Quantity } from '../../../../domain/units.ts';
import type { AccountRow, HeldRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { MONEY_COLUMNS, moneyValues, toEquityRow } from './equity.ts';
import { type ProjectionTable, exact } from './table.ts';

/** One row: the account as of the watermark, with its open positions as JSON. */
export const accountTable: ProjectionTable<AccountRow> = {
  name: 'account',
  columns: ['id', 'sequence', ...MONEY_COLUMNS, 'positions'],
  key: ['id'],
  onConflict: 'replace',
  toRow: (columns) => ({
    ...toEquityRow(columns),
    positions: (JSON.parse(String(columns['positions'])) as HeldText[]).map(fromText),
  }),
};

/** Values in the order of the columns. */
export function accountValues(sequence: number, account: AccountRow): SqlValue[] {
  return [1, sequence, ...moneyValues(account), JSON.stringify(account.positions.map(toText))];
}

type Exact = 'quantity' | 'entryPrice' | 'fees';
type HeldText = Omit<HeldRow, Exact> & Readonly<Record<Exact, string>>;

function toText({ quantity, entryPrice, fees, ...held }: HeldRow): HeldText {
  return {
    ...held,
    quantity: formatDecimal(quantity),
    entryPrice: formatDecimal(entryPrice),
    fees: formatDecimal(fees),
  };
}

function fromText({ quantity, entryPrice, fees, ...held }: HeldText): HeldRow {
  return {
    ...held,
    quantity: exact(quantity) as Quantity,
    entryPrice: exact(entryPrice) as Price,
    fees: exact(fees) as Notional,
  };
}
