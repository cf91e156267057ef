/** The contract of a protective exit rule, and what it may look at. Ratios are 0..1, prices float64 in quote. */

export interface ExitSettings {
  readonly stopLossRatio?: number;
  readonly takeProfitRatio?: number;
  readonly trailingStop?: { readonly distanceRatio: number; readonly activationRatio: number };
  readonly breakEven?: { readonly activationRatio: number; readonly offsetRatio: number };
  readonly timeStop?: { readonly maxCandles: number };
  readonly atrStop?: { readonly multiple: number; readonly isTrailing: boolean };
}

/** The open position, as of the latest closed candle (or of its entry fill). The engine reuses the object. */
export interface ExitPosition {
  entryPrice: number;
  /** Closed candles since the entry fill; 0 right after it. */
  candlesHeld: number;
  /** Highest close since entry, at least the entry price. */
  highestClose: number;
  /** ATR of the lane's timeframe, `NaN` before warm-up. */
  atr: number;
  /** Stop in force, `NaN` when there is none. A rule that trails never moves below it. */
  stopPrice: number;
  /** Overrides the strategy gave with its entry, `NaN` when it gave none. */
  strategyStopPrice: number;
  strategyTargetPrice: number;
}

/** What the rules together want: the highest stop, the lowest target, at most one reason to leave at once. */
export interface ExitProposal {
  stopPrice: number;
  stopRule: string;
  targetPrice: number;
  targetRule: string;
  exitRule: string;
}

export interface ExitRule {
  /** Kebab-case; also the denial-free reason on the order. */
  readonly name: string;
  /**
   * What its proposal depends on besides the fill: the highest close, or anything else that moves with a candle. Between
   * changes of it the rule is not asked.
   */
  readonly dependsOn: 'fill' | 'highestClose' | 'candle';
  isEnabled(settings: ExitSettings): boolean;
  /** Whether it gives a stop from the first fill on; absent where it gives one later or never. */
  stopsAtEntry?(settings: ExitSettings): boolean;
  /**
   * Called after an entry fill and after each closed candle while the position is open. Tightens `proposal` with
   * `proposeStop`, `proposeTarget` or `proposeExit`; never loosens what another rule proposed.
   */
  propose(position: ExitPosition, settings: ExitSettings, proposal: ExitProposal): void;
}

export function proposeStop(proposal: ExitProposal, rule: string, price: number): void {
  // Written so that an unset (`NaN`) proposal loses against any price.
  if (price > 0 && !(proposal.stopPrice >= price)) {
    proposal.stopPrice = price;
    proposal.stopRule = rule;
  }
}

export function proposeTarget(proposal: ExitProposal, rule: string, price: number): void {
  if (price > 0 && !(proposal.targetPrice <= price)) {
    proposal.targetPrice = price;
    proposal.targetRule = rule;
  }
}

export function proposeExit(proposal: ExitProposal, rule: string): void {
  if (proposal.exitRule === '') proposal.exitRule = rule;
}

/** A price `ratio` away from `price`. Added, not multiplied by 1 + ratio: 10 % above 100 is then exactly 110. */
export function priceAt(price: number, ratio: number): number {
  return price + price * ratio;
}
