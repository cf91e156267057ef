/** How large an entry is. */
import { choice, number, percent } from '../kinds/index.ts';

export const size = {
  sizeMode: choice({
    key: 'POSITION_SIZE_MODE',
    options: ['fixed', 'equity', 'atr', 'risk'],
    isRuntimeSafe: true,
    description:
      'How an entry is sized: fixed quote amount, share of equity, risk per ATR, or risk to the stop; not set it is fixed with POSITION_SIZE_QUOTE, else equity.',
    example: 'risk',
  }),
  // No default: an amount that is small in one quote is a fortune in another.
  sizeQuote: number({
    key: 'POSITION_SIZE_QUOTE',
    aliases: ['POSITION_SIZE_USD', 'FIXED_AMOUNT', 'POSITION_SIZE'],
    from: 0.000001,
    to: 1e12,
    unit: 'quote',
    isRuntimeSafe: true,
    description: 'Quote amount of one entry, fees included, when POSITION_SIZE_MODE is fixed.',
    example: '50',
  }),
  // Its default is for shares of equity alone: 10 % of equity per entry is ordinary, 10 % of equity lost per stop is ruin.
  sizeShareRatio: percent({
    key: 'POSITION_SIZE_PCT',
    from: 0.0001,
    to: 1,
    isRuntimeSafe: true,
    description: 'Share of equity that one entry uses (equity; 10% when not set), or that it may lose (atr, risk).',
    example: '1%',
  }),
  sizeAtrMultiple: number({
    key: 'POSITION_SIZE_ATR_MULTIPLE',
    default: '2',
    from: 0.1,
    to: 20,
    unit: 'ATR',
    isRuntimeSafe: true,
    description: 'Adverse move, in ATR, that loses POSITION_SIZE_PCT when POSITION_SIZE_MODE is atr.',
    example: '2',
  }),
  maxSizeQuote: number({
    key: 'MAX_POSITION_SIZE',
    default: 'off',
    off: 'zero',
    from: 0.000001,
    to: 1e12,
    unit: 'quote',
    isRuntimeSafe: true,
    description: 'Largest position of one symbol, in quote.',
    example: '1000',
  }),
} as const;
