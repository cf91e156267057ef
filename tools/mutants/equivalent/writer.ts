import type { Proofs } from './proofs.ts';

export const WRITER: Proofs = {
  'src/runtime/writer/inbox.ts': [
    {
      changes: [
        '8192  →  8192 + 1',
        'this.#waiting === 0  →  false',
        'this.#taken < KEPT_TAKEN  →  this.#taken <= KEPT_TAKEN',
        'this.#taken < KEPT_TAKEN  →  true',
        'this.#taken < KEPT_TAKEN  →  false',
      ],
      why: 'when events that were taken leave the array: the next one is found behind them, so only memory and time differ',
    },
  ],
  'src/runtime/writer/writer.ts': [
    {
      changes: [
        'timeMs > this.#entry.timeMs  →  timeMs >= this.#entry.timeMs',
        'closeTimeMs > this.#entry.timeMs  →  closeTimeMs >= this.#entry.timeMs',
      ],
      why: 'puts the same time in the place of the same time',
    },
    {
      changes: ['this.#timing?.monotonicMs() ?? 0  →  this.#timing?.monotonicMs()'],
      why: 'the value is for the type: without timing nobody reads when it began',
    },
    {
      changes: [
        'this.#timing?.handedOver(this.#timing.monotonicMs() - startedMs)  →  this.#timing.handedOver(this.#timing.monotonicMs() - startedMs)',
      ],
      why: 'the check is for the type: a beginning that is timed has a timing, which stays',
    },
    {
      changes: ['this.#receipts.length === 0  →  false'],
      why: 'saves work: of no receipts none is kept and none is told',
    },
  ],
};
