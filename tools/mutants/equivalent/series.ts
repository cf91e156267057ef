/** Candles, indicators and quotes: changes that make no difference. */
import type { Proofs } from './proofs.ts';

const ROOM = 'src/core/engine/series';

const FEW_KINDS =
  'Saves time only: whether an update is bound once or looked up at each candle, the same one is called.';

export const SERIES: Proofs = {
  [`${ROOM}/higher-timeframe.ts`]: [
    {
      changes: ['this.#isHeld !== hasClosed  →  false'],
      why: 'Saves work only: the lines are told once more what they know.',
    },
  ],
  [`${ROOM}/saved-parts.ts`]: [
    {
      changes: ['saved === undefined  →  false'],
      why: 'Saves a copy: nothing can be read from what is not there, which is missing either way.',
    },
  ],
  [`${ROOM}/indicator-hub.ts`]: [
    {
      changes: ["typeof parameter !== 'object' || parameter === null  →  typeof parameter !== 'object'"],
      why: 'No indicator takes nothing for a parameter: it has failed before it is named.',
    },
    {
      changes: [
        '4  →  4 + 1',
        'indicator.constructor  →  undefined',
        'kinds.size > FEW_KINDS  →  kinds.size >= FEW_KINDS',
        'kinds.size > FEW_KINDS  →  true',
        'kinds.size > FEW_KINDS  →  false',
        'left out: this.#updates = this.#running.map((indicator) => indicator.update.bind(indicator));',
      ],
      why: FEW_KINDS,
    },
  ],
  [`${ROOM}/instrument-market.ts`]: [
    {
      changes: ['this.wantsReturns && candle.openTimeMs === expected  →  candle.openTimeMs === expected'],
      why: 'Saves work only: returns are read and saved for the limit on correlation, which asks for them first.',
    },
    {
      changes: ['candle.openTimeMs < expected  →  candle.openTimeMs <= expected'],
      why: 'It is asked of candles that are not the expected one.',
    },
    {
      changes: ['this.#isHeld === isHeld  →  false'],
      why: 'Saves work only: the lines are told once more what they know.',
    },
  ],
  [`${ROOM}/quote-trust.ts`]: [
    {
      changes: ['false  →  true'],
      line: '#isAsked = false;',
      why: 'It is read where there is an odd quote, and set with each of them.',
    },
    {
      changes: ['price < reference  →  price <= reference'],
      why: 'A quote that equals what it is compared with is not far from it, and is not asked about.',
    },
  ],
};
