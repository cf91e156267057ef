/** What the engine knows: changes that make no difference. */
import type { Proofs } from './proofs.ts';

const ROOM = 'src/core/engine/state';

const WHAT_IS_OLD_IS_SKIPPED =
  'Saves memory only: whoever reads the list begins at its end and stops at what is too old.';

export const STATE: Proofs = {
  [`${ROOM}/portfolio.ts`]: [
    { changes: ['a.symbol < b.symbol  →  a.symbol <= b.symbol'], why: 'No two instruments have the same symbol.' },
    {
      changes: ['isNewDay  →  true'],
      line: 'if (isNewDay) this.#beginDay(closeTimeMs);',
      why: 'Saves work only: intervals end in the order of time, so that the one that closes at midnight is the first of its day, and for the others the day ends when it did.',
    },
    {
      changes: ['this.equity > this.peakEquity  →  this.equity >= this.peakEquity'],
      why: 'The peak becomes what it is.',
    },
    { changes: ['last > 0  →  last >= 0'], why: 'At a price of 0 nothing is worth anything.' },
    {
      changes: [
        '(sent[0] as number) <= nowMs - HOUR_MS  →  (sent[0] as number) < nowMs - HOUR_MS',
        '(sent[0] as number) <= nowMs - HOUR_MS  →  false',
      ],
      why: WHAT_IS_OLD_IS_SKIPPED,
    },
    {
      changes: ['i >= 0 && (this.#sent[i] as number) > fromMs  →  (this.#sent[i] as number) > fromMs'],
      why: 'Before the first one there is undefined, which is above no time; asked for the index, the array stays fast.',
    },
  ],
};
