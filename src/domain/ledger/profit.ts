/** Running totals of one quote asset. */
import type { Notional } from '../units.ts';

export interface Profit {
  /** Before any fee. */
  readonly gross: Notional;
  /** Entry and exit fees of what was sold, in quote terms. */
  readonly fees: Notional;
  readonly net: Notional;
}

export class ProfitTotals {
  readonly quote: string;
  /** Realized, before fees. */
  gross = 0n;
  /** Fees of what has been sold. */
  realizedFees = 0n;
  /** Every fee with a quote value ever paid, those of open lots included. */
  paidFees = 0n;

  constructor(quote: string) {
    this.quote = quote;
  }

  view(): Profit {
    return {
      gross: this.gross as Notional,
      fees: this.realizedFees as Notional,
      net: (this.gross - this.realizedFees) as Notional,
    };
  }
}
