/** What is saved, told as facts, folded and taken over: changes that make no difference. */
import type { Proofs } from './proofs.ts';

const ROOM = 'src/core/engine/saved';

const SAME_BOOKS = 'Saves work only: of books in which nothing has changed nothing is told.';

export const SAVED: Proofs = {
  'src/core/engine/kept-strategy.ts': [
    {
      changes: ['restore === undefined || saved === null  →  saved === null'],
      why: 'What cannot be called is caught like what fails: nothing was put back, either way.',
    },
  ],
  [`${ROOM}/adopt-orders.ts`]: [
    {
      changes: ["purpose !== 'entry'  →  true"],
      why: 'No sale is an entry; the comparison says so to the compiler.',
    },
  ],
  [`${ROOM}/adopt.ts`]: [
    { changes: ['trip  →  true'], why: 'What ends as dust was bought before: there is always a round trip that ends.' },
    {
      changes: ["action.kind === 'moveFunds'  →  true"],
      why: 'An action of another kind has no asset and no amount, and is in no table of flows.',
    },
  ],
  [`${ROOM}/facts.ts`]: [
    { changes: ['ledger.revision === this.#ledger  →  false'], why: SAME_BOOKS },
    { changes: ['left out: this.#ledger = ledger.revision;'], why: SAME_BOOKS },
    {
      changes: ['order  →  true'],
      line: 'if (order) ledger.noteTrade(tradeId, order.request.instrument, order.request.side);',
      why: 'What was booked was a fill of an order that is known.',
    },
  ],
  [`${ROOM}/rehearse.ts`]: [
    {
      changes: ['left out: this.#answers.clear();'],
      why: 'From the same state the second engine asks whom the first one has asked, whose answers are new.',
    },
    {
      changes: ["answer && 'error' in answer  →  'error' in answer", 'answer?.intent  →  answer.intent'],
      why: 'From the same state the second engine asks whom the first one has asked: there is always an answer.',
    },
    { changes: ['intent  →  undefined'], line: 'return intent;', why: 'An engine that folds acts on no answer.' },
  ],
};
