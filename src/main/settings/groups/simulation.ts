/** The market and the venue that paper mode and backtests use. */
import { choice, duration, integer, number, path, percent } from '../kinds/index.ts';

export const simulation = {
  // How fast candles come does not change what is decided on them.
  speed: number({
    key: 'SIMULATED_SPEED',
    default: '600',
    from: 0.01,
    to: 1_000_000,
    unit: 'times',
    isOperational: true,
    description:
      'How much faster than the clock simulated time runs: 600 is ten minutes per second; 1000000 plays a file as fast as it goes.',
    example: '60',
  }),
  seed: integer({
    key: 'SIMULATED_SEED',
    default: '11',
    from: 0,
    to: 4_294_967_295,
    description: 'Seed of the synthetic market: the same seed gives the same candles.',
    example: '42',
  }),
  warmUpCandles: integer({
    key: 'SIMULATED_WARMUP',
    default: '300',
    from: 0,
    to: 1_000_000,
    unit: 'candles',
    description: 'History that the synthetic market has before it starts.',
    example: '500',
  }),
  replayFile: path({
    key: 'REPLAY_FILE',
    description: 'Candle file that paper mode plays in place of a market.',
    example: 'data/btc_1h.csv',
  }),
  instrumentsFile: path({
    key: 'INSTRUMENTS_FILE',
    description: 'JSON file with the venue rules of each symbol, for backtests and file replay; else they are derived.',
    example: 'data/instruments.json',
  }),
  feeRatio: percent({
    key: 'FEE_PCT',
    default: '0.2%',
    from: 0,
    to: 0.1,
    description: 'Fee of a simulated fill.',
    example: '0.1%',
  }),
  feeAsset: choice({
    key: 'SIMULATED_FEE_ASSET',
    default: 'quote',
    options: ['quote', 'received'],
    description: 'What a simulated fee is taken in: always quote, or what is received (base on buys, quote on sells).',
    example: 'received',
  }),
  spreadBps: number({
    key: 'SPREAD_BPS',
    default: '0',
    from: 0,
    to: 1000,
    unit: 'bps',
    description:
      'Spread of a simulated market whose candles are mid prices: buys pay half of it, sells and stops meet the bid half below.',
    example: '4',
  }),
  // Above zero by default: a simulation that fills at the last price flatters every strategy.
  slippageBps: number({
    key: 'SLIPPAGE_BPS',
    default: '2',
    from: 0,
    to: 1000,
    unit: 'bps',
    description: 'Taken against us on every simulated market order, in hundredths of a percent.',
    example: '5',
  }),
  depthQuotePerBps: number({
    key: 'DEPTH_QUOTE_PER_BPS',
    default: '0',
    from: 0,
    to: 1e12,
    unit: 'quote',
    description: 'Quote amount that moves the simulated price by a further bps; 0 is an endless book.',
    example: '50000',
  }),
  // A share, not a percent setting: there 1 would be 1 %.
  maxVolumeShareRatio: number({
    key: 'MAX_VOLUME_SHARE',
    default: '1',
    from: 0.0001,
    to: 1,
    unit: 'share',
    description: "Most of a candle's volume that simulated orders may take; 1 is no limit.",
    example: '0.1',
  }),
  latencyCandles: integer({
    key: 'LATENCY_CANDLES',
    default: '0',
    from: 0,
    to: 100,
    unit: 'candles',
    description: 'Whole candles between a decision and its arrival at the simulated venue.',
    example: '1',
  }),
  latencyMs: duration({
    key: 'LATENCY_MS',
    default: '0',
    unit: 'ms',
    from: 0,
    to: 3_600_000,
    description: 'Further time on the way, within a candle.',
    example: '250',
  }),
} as const;
