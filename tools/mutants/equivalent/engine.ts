/** The engine's door: changes that make no difference. */
import type { Proofs } from './proofs.ts';

export const ENGINE: Proofs = {
  'src/core/engine/engine.ts': [
    {
      changes: ['this.#state ?? this.#running  →  this.#running'],
      why: 'Saves a check for every entry: the state that is there is the one that is running.',
    },
    {
      changes: ['left out: this.#overheard.begin();'],
      why: 'From the same state the second engine asks whom the first one has asked, whose answers are new.',
    },
    {
      changes: ["!isCandle && event.type === 'runStarted'  →  event.type === 'runStarted'"],
      why: 'Saves a comparison of texts for every candle.',
    },
    {
      changes: ['this.#isRecorderBehind  →  true'],
      why: 'Saves work only: before an entry all that has changed was taken with the one before, or was restored or folded.',
    },
    {
      changes: ['false  →  true'],
      line: '#isRecorderBehind = false;',
      why: 'Saves work only: before the first entry nothing has changed.',
    },
    {
      changes: ['left out: this.#isRecorderBehind = false;', 'false  →  true'],
      line: 'this.#isRecorderBehind = false;',
      why: 'Saves work only: before an entry all that has changed was taken with the one before, or was restored or folded.',
    },
    {
      changes: [
        'orders.absentEntries.length > 0  →  orders.absentEntries.length >= 0',
        'orders.absentEntries.length > 0  →  true',
      ],
      why: 'Saves a call for every entry: where no entry is absent none is replaced.',
    },
  ],
};
