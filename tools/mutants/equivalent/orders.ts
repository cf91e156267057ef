/** Entering, leaving, resting and what fills: changes that make no difference. */
import type { Proofs } from './proofs.ts';

const ROOM = 'src/core/engine/orders';

const SIDE_OF_ENTRY =
  'Rules ask for the side only to know whether an order adds risk, and whatever has the purpose entry does, on either side.';
const NOTIONAL_OF_SALE =
  'Only rules for entries add up what an order is worth; the shape of a sale is judged by its price and quantity.';
const NOTHING_RESERVED =
  'Quote set aside is the sum over the orders at work and none is negative: 0 in all is 0 for each. The question saves work.';

export const ORDERS: Proofs = {
  [`${ROOM}/bookable.ts`]: [
    {
      changes: ['fill.feeAsset === quote  →  false'],
      line: 'if (fill.feeAsset === quote) return fill.fee;',
      why: 'Saves a look: a buy that is affordable has its fee in quote in what it costs, so that the balance is not below it.',
    },
    {
      changes: [
        'fill.feeAsset === quote && fill.fee > held  →  fill.feeAsset === quote',
        'fill.fee > held  →  fill.fee >= held',
      ],
      why: 'Saves work only: a fee that the balance covers by itself is covered with what the sale brings as well.',
    },
  ],
  [`${ROOM}/ended.ts`]: [
    {
      changes: ['exitSlices && isSlice  →  isSlice'],
      why: 'An exit has a limit only as a slice, and there are slices only where they are set, for the whole run.',
    },
  ],
  [`${ROOM}/enter.ts`]: [
    {
      changes: ['stopPrice === undefined && targetPrice === undefined  →  false'],
      why: 'Saves an object: an entry without levels has an empty one either way.',
    },
    {
      changes: ["'buy'  →  'sell'"],
      line: "const order = { side: 'buy', purpose: 'entry', quantity, price, notional, isLimit, stopPrice } as const;",
      why: SIDE_OF_ENTRY,
    },
  ],
  [`${ROOM}/fills.ts`]: [
    {
      changes: [
        'fill.feeAsset !== state.quote && booked.fee > 0n  →  fill.feeAsset !== state.quote',
        'booked.fee > 0n  →  booked.fee >= 0n',
      ],
      why: 'Saves work only: a fee of nothing has taken nothing from any lane, so that none follows.',
    },
    {
      changes: [
        'fill.feeAsset !== state.quote && booked.fee > 0n  →  true',
        'fill.feeAsset !== state.quote && booked.fee > 0n  →  booked.fee > 0n',
        'fill.feeAsset !== state.quote && booked.fee > 0n  →  fill.feeAsset !== state.quote || booked.fee > 0n',
      ],
      why: 'Saves work only: a fee in quote has taken coins from no lane, so that none follows.',
    },
  ],
  [`${ROOM}/pursue.ts`]: [
    { changes: ["'down'  →  'up'"], why: NOTIONAL_OF_SALE },
    {
      changes: ['goal.quantity > 0n || !hasBuys  →  goal.quantity > 0n'],
      why: 'What is left of a position that is to be gone ends as dust here, which ends the wish as well.',
    },
    {
      changes: ['firedBy !== undefined  →  true'],
      why: 'Saves a look: no stop or target is found under no number, and the exit goes on without its name.',
    },
  ],
  [`${ROOM}/resting/place.ts`]: [
    {
      changes: ["'buy'  →  'sell'"],
      line: "const order = { side: 'buy', purpose: 'entry', quantity, price, notional, isLimit: true, stopPrice } as const;",
      why: SIDE_OF_ENTRY,
    },
    { changes: ["'down'  →  'up'"], line: "notional: notionalOf(price, quantity, 'down'),", why: NOTIONAL_OF_SALE },
  ],
  [`${ROOM}/resting/reconcile.ts`]: [
    {
      changes: ['wished.ok  →  true'],
      why: 'A result that is refused has no value: what is wished is undefined either way.',
    },
    {
      changes: ['name === undefined  →  false'],
      why: 'Levels are known by the text that a strategy states: none is found for undefined. The question saves a look-up.',
    },
  ],
  [`${ROOM}/resting/wished-order.ts`]: [
    {
      changes: ["lot ?? ''  →  lot"],
      why: 'A sale is stated with a quantity, taken before, or with a lot: any other statement stops the strategy.',
    },
    {
      changes: ['quote ?? 0  →  quote'],
      why: 'A buy is stated with a quantity, taken before, or with quote: any other statement stops the strategy.',
    },
  ],
  [`${ROOM}/risk-check.ts`]: [
    {
      changes: ['account.reservedQuote === 0n  →  false'],
      why: 'What is set aside is 0 as a float, too: the question saves a division.',
    },
    { changes: ['state.portfolio.reservedQuote === 0n  →  false'], why: NOTHING_RESERVED },
    {
      changes: ['left out: portfolio.cash = account.cash;'],
      why: 'It is there for rules to be asked, and none of them asks for it.',
    },
    {
      changes: ['traded.wantsReturns  →  true'],
      why: 'Returns are wanted where the cap on correlation can say anything. Elsewhere its rule is not asked, and as a reading what comes of no returns is left out as well.',
    },
    {
      changes: ['correlation <= highest  →  correlation < highest'],
      why: 'Of two that are equal either is the highest.',
    },
  ],
};
