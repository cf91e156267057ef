/** How the synthetic market sees a pair. */
export interface MarketProfile {
  /** In quote. */
  readonly startPrice: number;
  /** Standard deviation of a year's log return, 0.6 = 60 %. */
  readonly volatility: number;
  /** In quote, per day. */
  readonly dailyTurnover: number;
}

/** US dollars; orders of magnitude of real markets. */
const COINS: Readonly<Record<string, MarketProfile>> = {
  BTC: { startPrice: 60_000, volatility: 0.6, dailyTurnover: 1_200_000_000 },
  ETH: { startPrice: 3000, volatility: 0.75, dailyTurnover: 700_000_000 },
  SOL: { startPrice: 150, volatility: 0.95, dailyTurnover: 250_000_000 },
  BNB: { startPrice: 550, volatility: 0.65, dailyTurnover: 120_000_000 },
  XRP: { startPrice: 0.6, volatility: 0.9, dailyTurnover: 150_000_000 },
  ADA: { startPrice: 0.45, volatility: 0.9, dailyTurnover: 60_000_000 },
  DOGE: { startPrice: 0.15, volatility: 1.1, dailyTurnover: 120_000_000 },
  LTC: { startPrice: 80, volatility: 0.8, dailyTurnover: 50_000_000 },
};

const OTHER_COIN: MarketProfile = { startPrice: 10, volatility: 1, dailyTurnover: 20_000_000 };

/** Units of a quote currency per US dollar; others count as dollars. */
const PER_DOLLAR: Readonly<Record<string, number>> = { EUR: 0.92, NOK: 10.5, SEK: 10.4, GBP: 0.79 };

export function marketProfile(base: string, quote: string): MarketProfile {
  const coin = COINS[base] ?? OTHER_COIN;
  const rate = unitsPerDollar(quote);
  return { ...coin, startPrice: coin.startPrice * rate, dailyTurnover: coin.dailyTurnover * rate };
}

/** Coins that are quotes themselves count by their own price. */
export function unitsPerDollar(quote: string): number {
  const coin = COINS[quote];
  return coin ? 1 / coin.startPrice : (PER_DOLLAR[quote] ?? 1);
}
