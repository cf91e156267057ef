import { formatDecimal } from '../../../../domain/decimal.ts';
import type { Instrument, InstrumentStatus } from '../../../../domain/market/instrument.ts';
import type { Notional, Price, Quantity } from '../../../../domain/units.ts';
import type { SqlValue } from '../../sql.ts';
import {
  type ProjectionTable,
  decimalOrNull,
  exact,
  exactOrUndefined,
  finiteOrNull,
  numberOrUndefined,
} from './table.ts';

export const instrumentsTable: ProjectionTable<Instrument> = {
  name: 'instruments',
  columns: [
    'id',
    'sequence',
    'symbol',
    'venue',
    'base',
    'quote',
    'tick_size',
    'step_size',
    'min_quantity',
    'min_notional',
    'max_quantity',
    'price_band_ratio',
    'maker_fee_rate',
    'taker_fee_rate',
    'fee_asset',
    'status',
  ],
  key: ['id'],
  onConflict: 'replace',
  toRow: (columns) => {
    const maxQuantity = exactOrUndefined(columns['max_quantity']) as Quantity | undefined;
    const priceBandRatio = numberOrUndefined(columns['price_band_ratio']);
    return {
      id: columns['id'] as number,
      symbol: columns['symbol'] as string,
      venue: columns['venue'] as string,
      base: columns['base'] as string,
      quote: columns['quote'] as string,
      tickSize: exact(columns['tick_size']) as Price,
      stepSize: exact(columns['step_size']) as Quantity,
      minQuantity: exact(columns['min_quantity']) as Quantity,
      minNotional: exact(columns['min_notional']) as Notional,
      ...(maxQuantity === undefined ? {} : { maxQuantity }),
      ...(priceBandRatio === undefined ? {} : { priceBandRatio }),
      makerFeeRate: exact(columns['maker_fee_rate']),
      takerFeeRate: exact(columns['taker_fee_rate']),
      feeAsset: columns['fee_asset'] as Instrument['feeAsset'],
      status: columns['status'] as InstrumentStatus,
    };
  },
};

/** Values in the order of the columns. */
export function instrumentValues(sequence: number, instrument: Instrument): SqlValue[] {
  return [
    instrument.id,
    sequence,
    instrument.symbol,
    instrument.venue,
    instrument.base,
    instrument.quote,
    formatDecimal(instrument.tickSize),
    formatDecimal(instrument.stepSize),
    formatDecimal(instrument.minQuantity),
    formatDecimal(instrument.minNotional),
    decimalOrNull(instrument.maxQuantity),
    finiteOrNull(instrument.priceBandRatio),
    formatDecimal(instrument.makerFeeRate),
    formatDecimal(instrument.takerFeeRate),
    instrument.feeAsset,
    instrument.status,
  ];
}
