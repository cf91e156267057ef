/** Builders for ledger tests: every value a test names matters, the rest has a default. */
import { decimal } from '../decimal.ts';
import type { Instrument, InstrumentId } from '../market/instrument.ts';
import type { Side } from '../orders/order.ts';
import { notional, price, quantity } from '../units.ts';
import type { LedgerFill } from './fill.ts';
import { Ledger } from './ledger.ts';

export function anInstrument(id: InstrumentId, symbol: string): Instrument {
  const [base = '', quote = ''] = symbol.split('/');
  return {
    id,
    symbol,
    venue: 'gateio',
    base,
    quote,
    tickSize: price('0.01'),
    stepSize: quantity('0.0001'),
    minQuantity: quantity('0.0001'),
    minNotional: notional('1'),
    makerFeeRate: decimal('0.001'),
    takerFeeRate: decimal('0.001'),
    feeAsset: 'quote',
    status: 'trading',
  };
}

/** GT pays fees and is traded too; ETH is bought with BTC, which lanes may own. */
export const INSTRUMENTS: readonly Instrument[] = [
  anInstrument(0, 'BTC/USDT'),
  anInstrument(1, 'GT/USDT'),
  anInstrument(2, 'ETH/BTC'),
];

export function aLedger(balances: Readonly<Record<string, string>> = { USDT: '1000' }): Ledger {
  const amounts = Object.entries(balances).map(([asset, amount]) => [asset, decimal(amount)]);
  return new Ledger({ instruments: INSTRUMENTS, balances: Object.fromEntries(amounts) });
}

export interface FillText {
  readonly tradeId?: string;
  readonly lane?: number;
  readonly instrument?: InstrumentId;
  readonly side?: Side;
  readonly price?: string;
  readonly quantity?: string;
  /** Amount and asset, e.g. `0.1 USDT`. */
  readonly fee?: string;
  readonly timeMs?: number;
  readonly clientOrderId?: string;
}

let trades = 0;

export function aFill(fill: FillText = {}): LedgerFill {
  const [fee = '0', feeAsset = 'USDT'] = (fill.fee ?? '0 USDT').split(' ');
  trades += 1;
  return {
    tradeId: fill.tradeId ?? `trade-${trades}`,
    lane: fill.lane ?? 0,
    instrument: fill.instrument ?? 0,
    side: fill.side ?? 'buy',
    price: price(fill.price ?? '100'),
    quantity: quantity(fill.quantity ?? '1'),
    fee: decimal(fee),
    feeAsset,
    timeMs: fill.timeMs ?? 0,
    clientOrderId: fill.clientOrderId ?? 'order-1',
  };
}

export function buy(fill: FillText = {}): LedgerFill {
  return aFill({ ...fill, side: 'buy' });
}

export function sell(fill: FillText = {}): LedgerFill {
  return aFill({ ...fill, side: 'sell' });
}
