/** Planted bugs, each one that a trading bot has really had. Every one must make the sweep fail. */
import type { EngineEvent, OrderRequest } from '../../src/domain/index.ts';
import type { LocalJournal, OrderEntry } from '../../src/ports/index.ts';
import type { Check } from './oracle.ts';
import type { Breakage } from './world.ts';

export interface PlantedBug {
  readonly name: string;
  /** The checks of which at least one must catch it. */
  readonly caughtBy: readonly Check[];
  readonly breakage: () => Breakage;
}

/** An order entry with one method replaced. */
function replaced(inner: OrderEntry, changes: Partial<OrderEntry>): OrderEntry {
  return {
    submit: (order) => inner.submit(order),
    cancel: (clientOrderId) => inner.cancel(clientOrderId),
    armExit: (levels) => inner.armExit(levels),
    disarmExit: (lane) => inner.disarmExit(lane),
    lookUp: (clientOrderId) => inner.lookUp(clientOrderId),
    ...changes,
  };
}

function journalWith(
  inner: LocalJournal,
  changes: Partial<Omit<LocalJournal, 'head' | 'durable' | 'archived'>>,
): LocalJournal {
  return {
    get head() {
      return inner.head;
    },
    get durable() {
      return inner.durable;
    },
    get archived() {
      return inner.archived;
    },
    append: (entry) => inner.append(entry),
    newestOf: (...asked) => inner.newestOf(...asked),
    newest: (...asked) => inner.newest(...asked),
    seal: (sequence, answer) => inner.seal(sequence, answer),
    flush: () => inner.flush(),
    read: (from) => inner.read(from),
    pages: (from) => inner.pages(from),
    close: () => inner.close(),
    ...changes,
  };
}

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'an order leaves before its intent is durable',
    caughtBy: ['orderTwice'],
    // The flush that must come before the dispatch is put off to the end of the round, and said to be done.
    breakage: () => ({ guardFlush: () => Number.POSITIVE_INFINITY, onRound: (journal) => journal.flush() }),
  },
  {
    name: 'an order without an answer is sent again instead of looked up',
    caughtBy: ['orderTwice'],
    breakage: () => ({
      orderEntry: (inner, { engine }) =>
        replaced(inner, {
          lookUp: (clientOrderId) => {
            const order = engine.view.orders.find(clientOrderId);
            if (order?.status === 'unknown') inner.submit(order.request);
            else inner.lookUp(clientOrderId);
          },
        }),
    }),
  },
  {
    name: 'one look that finds nothing counts as proof that the order does not exist',
    caughtBy: ['decisionTwice'],
    breakage: () => ({
      orderEntry: (inner, { engine, report }) =>
        replaced(inner, {
          lookUp: (clientOrderId) => {
            const isUnknown = engine.view.orders.find(clientOrderId)?.status === 'unknown';
            if (isUnknown) report({ type: 'orderAbsent', clientOrderId, evidence: 'not in the first list' });
            else inner.lookUp(clientOrderId);
          },
        }),
    }),
  },
  {
    name: 'a trade that was booked before is booked again',
    caughtBy: ['notBookedOnce', 'ledgerIsNotTheExchange'],
    // Trades found by looking carry other ids than those that were streamed.
    breakage: () => ({
      orderEntry: (inner, { report, engine }) =>
        replaced(inner, {
          lookUp: (clientOrderId) => {
            const order = engine.view.orders.find(clientOrderId);
            inner.lookUp(clientOrderId);
            if (order) report(sameTradeAgain(order.request, order.fillCount));
          },
        }),
    }),
  },
  {
    name: 'exits are not armed again after a restart',
    caughtBy: ['unprotected'],
    // They are claimed to be live, and not sent.
    breakage: () => ({
      orderEntry: (inner, { report, isResuming }) =>
        replaced(inner, {
          armExit: (levels) => {
            if (isResuming()) report({ type: 'exitArmed', lane: levels.lane, generation: levels.generation });
            else inner.armExit(levels);
          },
        }),
    }),
  },
  {
    name: 'open orders are not looked at after a restart',
    caughtBy: ['notBookedOnce', 'ledgerIsNotTheExchange'],
    breakage: () => ({ orderEntry: (inner) => replaced(inner, { lookUp: () => undefined }) }),
  },
  {
    name: 'the journal loses the seal of an answer',
    caughtBy: ['replayDiffers'],
    breakage: () => {
      let seals = 0;
      return {
        journal: (inner) =>
          journalWith(inner, {
            seal: (sequence, answer) => {
              seals += 1;
              if (seals !== 40) inner.seal(sequence, answer);
            },
          }),
      };
    },
  },
  {
    name: 'a flush says that it is done and has written nothing',
    caughtBy: ['orderTwice'],
    breakage: () => {
      let flushes = 0;
      return {
        journal: (inner) =>
          journalWith(inner, {
            flush: () => {
              flushes += 1;
              return flushes % 2 === 0 ? inner.flush() : inner.head;
            },
          }),
      };
    },
  },
  {
    name: 'resting orders are taken for granted after a restart',
    caughtBy: ['notBookedOnce'],
    breakage: () => ({
      orderEntry: (inner, { engine }) =>
        replaced(inner, {
          lookUp: (clientOrderId) => {
            if (engine.view.orders.find(clientOrderId)?.request.type !== 'limit') inner.lookUp(clientOrderId);
          },
        }),
    }),
  },
];

function sameTradeAgain(request: OrderRequest, fills: number): EngineEvent {
  return {
    type: 'orderFilled',
    tradeId: `${request.clientOrderId}.found${fills}`,
    clientOrderId: request.clientOrderId,
    price: 100n * 10n ** 18n,
    quantity: request.quantity,
    fee: 0n,
    feeAsset: 'USDT',
    liquidity: 'taker',
  } as EngineEvent;
}
