/** Profit as every face shows it: float64 quote, converted once from exact books. */

/** `closedPnl + openPnl + openExitFees + dustPnl` is what equity has changed by, deposits and fees in other assets aside. */
export interface ProfitFigures {
  /** Of round trips that have ended, after fees. */
  readonly closedPnl: number;
  /** Of open positions, what was sold of them included, after all fees, that of the exit to come as well. */
  readonly openPnl: number;
  /** The fees of the exits to come, which equity does not know. */
  readonly openExitFees: number;
  /** Gained or lost by dust since it became dust, sold or not. */
  readonly dustPnl: number;
}

/** Of one open position. */
export interface PositionFigures {
  /** Of the part that was sold already, after fees. */
  readonly realizedPnl: number;
  /** Of what is held, after its entry fees and the fee of the exit to come. */
  readonly unrealizedPnl: number;
  /** The fee of the exit to come. */
  readonly exitFee: number;
  /** `unrealizedPnl` over what was paid for what is held, fees included. */
  readonly profitRatio: number;
}
