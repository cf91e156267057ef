/** What the engine knows: changes that make no difference. */
import type { Proof, Proofs } from './proofs.ts';

const ROOM = 'src/core/engine/state';

const WHAT_IS_OLD_IS_SKIPPED =
  'Saves memory only: whoever reads the list begins at its end and stops at what is too old.';

const NOTHING_STANDS_STILL =
  'Saves work only: when each instrument had a candle in this interval and in the one before, none begins or ends to stand still, and that is all that is told.';
const ONCE_WARM =
  'Saves work only: candles are counted up, so that what has seen enough of them has seen enough later.';

const LEFT_OUT = 'Saves memory only: places of orders that have been forgotten are left out sooner or later.';

/** Left out where another change of the same owner always comes with it, in the same entry. */
function counted(line: string, withWhat: Readonly<Record<string, string>>): Proof[] {
  return Object.entries(withWhat).map(([after, what]) => ({
    changes: [`left out: ${line}`],
    after,
    why: `Counted with ${what}.`,
  }));
}

export const STATE: Proofs = {
  [`${ROOM}/idempotency.ts`]: [
    {
      changes: [
        '(remembered[0] as Remembered).expiresMs <= nowMs  →  (remembered[0] as Remembered).expiresMs < nowMs',
        '(remembered[0] as Remembered).expiresMs <= nowMs  →  false',
      ],
      why: WHAT_IS_OLD_IS_SKIPPED,
    },
  ],
  [`${ROOM}/interval.ts`]: [
    {
      changes: ['true  →  false'],
      line: 'isSteady = true;',
      why: 'The end of the first interval sets it before anybody asks.',
    },
    {
      changes: ['true  →  false'],
      line: '#wasWhole = true;',
      why: NOTHING_STANDS_STILL,
    },
    { changes: ['this.told === instruments  →  false'], why: NOTHING_STANDS_STILL },
  ],
  [`${ROOM}/lane-holding.ts`]: [
    {
      changes: ['close <= this.highestClose  →  close < this.highestClose', 'false  →  true'],
      line: 'if (close <= this.highestClose) return false;',
      why: 'Saves work only: the levels of the same highest close are the ones in force, which are not armed again.',
    },
  ],
  [`${ROOM}/lane-orders.ts`]: [
    ...counted('this.#revision += 1;', {
      'shorten(this.#exitDecisions, 0);': 'the exit that is sent',
      'if (!isTighter(goal, this.goal)) return;': 'the goal that has come nearer',
      'this.#coinsAwaitedMs = nowMs;': 'the wish, or the exit that has ended',
      'sliceEnded(nextSliceMs: number): void {': 'the exit that has ended',
    }),
    {
      changes: [
        'this.levels.size > 0 && this.levels.hasBuys  →  this.levels.hasBuys',
        'this.levels.size > 0  →  this.levels.size >= 0',
      ],
      why: 'Saves work only: among no levels there is no buy.',
    },
  ],
  [`${ROOM}/engine-state.ts`]: [
    {
      changes: ['false  →  true'],
      line: '#isRecorded = false;',
      why: 'Saves work only: where nobody records, there is nothing to forget.',
    },
    {
      changes: ['this.#isRecorded  →  true'],
      why: 'Saves work only: where nobody records, there is nothing to forget.',
    },
  ],
  [`${ROOM}/lane.ts`]: [
    {
      changes: ['this.orders.revision + this.holding.revision  →  this.orders.revision - this.holding.revision'],
      why: 'Whatever changes both, a fill, changes the guard as well.',
    },
    {
      changes: ['left out: shorten(this.uses, 0);'],
      why: 'Saves memory only: a strategy that is set up anew declares the same again.',
    },
    {
      changes: ['this.#isWarm  →  false'],
      why: ONCE_WARM,
    },
    {
      changes: ['left out: this.#isWarm = true;', 'true  →  false'],
      line: 'this.#isWarm = true;',
      why: ONCE_WARM,
    },
    {
      changes: ['this.outcome !== HELD  →  true'],
      why: 'Saves a write on every candle: the outcome becomes what it is.',
    },
  ],
  [`${ROOM}/order-register.ts`]: [
    {
      changes: ['next.number !== number  →  true', 'left out: next.number = number;'],
      why: 'Saves work only: the same number gives the same id.',
    },
    {
      changes: ['-1  →  1'],
      line: 'const latest = this.working.at(-1);',
      why: 'Saves work only: an order is found by its number as well.',
    },
    {
      changes: ['latest?.request.clientOrderId === clientOrderId  →  false'],
      why: 'Saves work only: an order is found by its number as well.',
    },
    {
      changes: ["this.#numbered(savedCount(number, 'order')) ?? []  →  this.#numbered(savedCount(number, 'order'))"],
      why: 'What is listed is known.',
    },
    {
      changes: [
        'this.#orders.length > MOST_PLACES  →  this.#orders.length >= MOST_PLACES',
        'this.#orders.length > MOST_PLACES  →  true',
        'this.#orders.length > MOST_PLACES  →  false',
        'left out: this.#leaveOut();',
      ],
      why: LEFT_OUT,
    },
    { changes: ['the function does nothing'], line: '#leaveOut(): void {', why: LEFT_OUT },
    {
      changes: ['order !== undefined  →  true'],
      line: 'const known = this.#orders.findIndex((order) => order !== undefined);',
      why: LEFT_OUT,
    },
    {
      changes: ['this.unknown === 0  →  false'],
      why: 'Saves work only: where none is unknown, none is found among those at work.',
    },
    {
      changes: ['this.#count < order.number  →  this.#count <= order.number', 'this.#count < order.number  →  false'],
      line: 'while (this.#count < order.number) this.#orders.push(undefined);',
      why: 'Keeps the list dense, which is faster: a list with holes is as long and has the same orders at the same places.',
    },
    {
      changes: ['left out: this.#first = orders[0]?.number ?? savedCount(count, what);'],
      why: 'Saves memory only: before the first known order there are none.',
    },
    {
      changes: ['2048  →  2048 + 1'],
      why: 'Saves memory only: places of orders that have been forgotten are left out sooner or later.',
    },
    {
      changes: ['working.at(-1) === order  →  false'],
      why: 'Saves work only: the last one is found and taken out on the other path as well.',
    },
  ],
  [`${ROOM}/portfolio.ts`]: [
    ...counted('this.revision += 1;', {
      'account(held: { readonly cash: number; readonly instrument: InstrumentId; readonly base: number }): void {':
        'what the fill has released',
      'reserve(quote: bigint): void {': 'the order that is sent',
      'positionClosed(instrument: InstrumentId, nowMs: number): void {': 'the round trip that ends',
      'roundTripClosed(netPnl: bigint): void {': 'the position that ends',
    }),
    {
      changes: ['(this.#symbols[other] as string) > symbol  →  (this.#symbols[other] as string) >= symbol'],
      why: 'No symbol is there twice.',
    },
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
  [`${ROOM}/position-guard.ts`]: [
    ...counted('this.revision += 1;', { 'this.floorRule = this.stopRule;': 'the levels that are armed again' }),
    {
      changes: ['false  →  true'],
      line: 'isKeptBack = false;',
      why: 'The first levels set it, and without levels nothing asks to leave a position.',
    },
    {
      changes: ['this.stopPrice > 0  →  this.stopPrice >= 0'],
      why: 'No stop is 0: rules propose what is above it, and ticks are rounded up.',
    },
  ],
  [`${ROOM}/protective-order.ts`]: [
    {
      changes: ['trigger === then  →  false'],
      why: 'Saves bytes: the trigger is told once more as it was.',
    },
  ],
  [`${ROOM}/resting-levels.ts`]: [
    ...counted('this.revision += 1;', {
      'this.#madeFor = this.wished;': 'the wish, the order before it that has ended, or the reason that is gone',
      'this.order = undefined;': 'the order in its place, the fill, the failure or the level that goes',
      'this.attempts += 1;': 'the order that has ended',
    }),
    ...counted('this.#changes += 1;', { 'this.#byName.set(name, level);': 'the wish that made the level' }),
    {
      changes: ['isNews || this.reason !== reason  →  true'],
      why: 'Saves bytes: what has not changed is told once more.',
    },
    {
      changes: ['isNews || this.reason !== reason  →  this.reason !== reason'],
      why: 'Two codes have no words in common.',
    },
    {
      changes: ['left out: this.attempts = 0;'],
      why: 'It tells the names of decisions apart: any number does that was not there before.',
    },
    {
      changes: ['1  →  1 + 1'],
      line: 'this.#changes += level.revision + 1;',
      why: 'It is only asked whether the number is another one than before.',
    },
    {
      changes: ['this.attempts += 1  →  this.attempts -= 1', '1  →  1 + 1'],
      line: 'this.attempts += 1;',
      why: 'It tells the names of decisions apart: any number does that was not there before.',
    },
  ],
  [`${ROOM}/suspense.ts`]: [
    {
      changes: ['left out: this.#seen.clear();'],
      why: 'What was seen stays seen: what is restored holds all of it.',
    },
    {
      changes: [
        'this.#seen.size > 0 && this.#seen.has(`${instrument}:${side}:${tradeId}`)  →  this.#seen.has(`${instrument}:${side}:${tradeId}`)',
        'this.#seen.size > 0  →  this.#seen.size >= 0',
      ],
      why: 'Saves the text of a key with every fill: among none there is no such trade.',
    },
  ],
  [`${ROOM}/tracked-order.ts`]: [
    {
      changes: ['-1  →  1'],
      line: 'number = -1;',
      why: 'An order has its place in the run before anybody asks for it.',
    },
    {
      changes: ['this.fillCount === 1  →  false'],
      why: 'Saves a list: a single trade is known in one as well.',
    },
    { changes: ['further.length === 0  →  false'], why: 'An empty list holds no trade either.' },
    ...counted('this.#touch();', {
      'this.updatedMs = nowMs;': 'what was said of the order',
      'this.#touched = touched;': 'the status that it takes',
      'this.sentAfterMs = closeTimeMs;': 'the order that is registered',
      'this.lastReason = reason || this.lastReason;': 'the status that it takes',
      'else (this.#furtherTrades ??= []).push(tradeId);': 'what is set aside for it, or the status that it takes',
      'this.reserved -= used;': 'the fill, or the status that it takes',
      'this.firedBy = firedBy;': 'the order that is registered',
      'this.lookups = 0;': 'the status that it takes',
    }),
  ],
};
