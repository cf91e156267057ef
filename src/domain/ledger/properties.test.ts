/** What must hold after any sequence of fills, found by trying many; fast-check prints the seed of a failure. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decimal, decimal, minimum } from '../decimal.ts';
import type { Notional, Price, Quantity } from '../units.ts';
import type { LedgerFill } from './fill.ts';
import type { Ledger } from './ledger.ts';
import { fillNotional, postingsOf } from './posting.ts';
import type { RoundTrip } from './round-trip.ts';
import { INSTRUMENTS, aFill, aLedger } from './testing.ts';

const LANES = [0, 1, 2, 0] as const;
const UNIT = 10n ** 12n;

/** Numbers to build a step from; what the ledger's state does not allow is cut down or left out. */
const step = fc.record({
  kind: fc.constantFrom('buy', 'buy', 'sell', 'sell', 'dust', 'claim', 'release', 'adjust'),
  lane: fc.nat({ max: LANES.length - 1 }),
  price: fc.bigInt({ min: 10n ** 5n, max: 10n ** 9n }),
  /** Digits beyond any step size: rounding must occur. */
  size: fc.bigInt({ min: 10n ** 14n, max: 3n * 10n ** 18n }),
  /** How much of the position is sold. */
  share: fc.constantFrom(1n, 2n, 3n, 7n),
  feeAsset: fc.constantFrom('USDT', 'BTC', 'GT', 'ETH', 'BNB'),
  feeShare: fc.bigInt({ min: 0n, max: 50n }),
});

const LONG = { maxLength: 40, size: 'max' } as const;

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const mark = fc.bigInt({ min: 1n, max: 10n ** 24n });
const marks = fc.record({ USDT: mark, BTC: mark, GT: mark, ETH: mark, BNB: mark }, { noNullPrototype: true });

const START = { USDT: '1000000', BTC: '5', GT: '0.5', BNB: '3' };

/** The fill that a step asks for, or `undefined` when a venue could not have made it. */
function fillOf(ledger: Ledger, wish: Step): LedgerFill | undefined {
  const instrument = INSTRUMENTS[LANES[wish.lane] as number] as (typeof INSTRUMENTS)[number];
  const { base, quote } = instrument;
  const side = wish.kind === 'buy' ? 'buy' : 'sell';
  const held = ledger.sellable(wish.lane);
  const quantity = side === 'buy' ? wish.size : held / wish.share;
  if (quantity === 0n) return undefined;
  const bare = {
    ...aFill({ side, lane: wish.lane, instrument: instrument.id }),
    price: (wish.price * (wish.lane === 2 ? 1n : UNIT)) as Price,
  };
  const sized = { ...bare, quantity: quantity as Quantity };
  const notional = fillNotional(sized);
  const spend = side === 'buy' ? notional : 0n;
  if (spend > ledger.unowned(quote)) return undefined;
  const received = side === 'buy' ? base : quote;
  const gained = received === wish.feeAsset ? (side === 'buy' ? quantity : notional) : 0n;
  const lost = wish.feeAsset === quote ? spend : wish.feeAsset === base && side === 'sell' ? quantity : 0n;
  const payable = ledger.balance(wish.feeAsset) + gained - lost;
  const most = wish.feeAsset === base && side === 'buy' ? quantity : payable;
  // Quote that other lanes own must not pay for a buy, its fee included.
  const free = wish.feeAsset === quote && side === 'buy' ? minimum(most, ledger.unowned(quote) - spend) : most;
  return { ...sized, feeAsset: wish.feeAsset, fee: (free * wish.feeShare) / 1000n };
}

function take(ledger: Ledger, wish: Step): { fill?: LedgerFill; trip?: RoundTrip | undefined } {
  if (wish.kind === 'dust') return { trip: ledger.bookDust(wish.lane, (wish.price * UNIT) as Price, 7) };
  if (wish.kind === 'claim') {
    ledger.claimDust(wish.lane, (ledger.sellable(wish.lane) / wish.share) as Quantity);
  } else if (wish.kind === 'release') {
    ledger.releaseDust(wish.lane);
  } else if (wish.kind === 'adjust') {
    const free = ledger.unowned(wish.feeAsset);
    ledger.adjust(wish.feeAsset, wish.feeShare % 2n === 0n ? wish.size : -free / 2n);
  } else {
    const fill = fillOf(ledger, wish);
    if (fill) return { fill, trip: ledger.book(fill).closedRoundTrip };
  }
  return {};
}

describe('after any sequence of fills, dust and deposits', () => {
  it('equity is explained to the last digit, at any marks', () => {
    let booked = 0;
    fc.assert(
      fc.property(fc.array(step, LONG), marks, (steps, at) => {
        const ledger = aLedger(START);
        for (const wish of steps) {
          if (take(ledger, wish).fill) booked += 1;
          ledger.assertEquityIdentity(at);
        }
      }),
      { numRuns: 450 },
    );
    // Steps are left out when they are impossible; most must not be.
    expect(booked).toBeGreaterThan(2000);
  });

  it('the balances are the sums of the postings', () => {
    fc.assert(
      fc.property(fc.array(step, LONG), (steps) => {
        const ledger = aLedger(START);
        const sums = new Map(Object.entries(START).map(([asset, amount]) => [asset, decimal(amount)]));
        for (const wish of steps.filter(({ kind }) => kind !== 'adjust')) {
          const { fill } = take(ledger, wish);
          if (!fill) continue;
          const instrument = INSTRUMENTS[fill.instrument] as (typeof INSTRUMENTS)[number];
          for (const { asset, account, amount } of postingsOf(fill, instrument)) {
            if (account === 'available') sums.set(asset, (sums.get(asset) ?? 0n) + amount);
          }
        }
        for (const [asset, sum] of sums) expect(ledger.balance(asset)).toBe(sum);
      }),
    );
  });

  it('closed, open and dust are what equity has changed by', () => {
    let dusty = 0;
    fc.assert(
      fc.property(fc.array(step, LONG), mark, (steps, btc) => {
        const ledger = aLedger(START);
        const marks = { USDT: decimal('1'), BTC: btc, GT: 1n, ETH: 1n, BNB: 1n };
        const before = ledger.equity(marks);
        let closed = 0n;
        for (const wish of steps.filter(({ kind }) => kind !== 'adjust')) {
          const { trip } = take(ledger, { ...wish, lane: wish.lane % 2 === 0 ? 0 : 3, feeAsset: 'USDT' });
          closed += trip?.netPnl ?? 0n;
        }
        const open = [0, 3].map((lane) => ledger.openProfit(lane, btc as Price, decimal('0.002')));
        const still = open.reduce((sum, profit) => sum + (profit ? profit.realized + profit.unrealized : 0n), 0n);
        const dust = ledger.dustProfit(0, btc as Price);
        if (dust !== 0n) dusty += 1;
        const off = ledger.equity(marks) - before - closed - still - dust;
        // Each of four products is rounded down at the 18th decimal.
        expect(off >= 0n && off <= 3n).toBe(true);
      }),
    );
    expect(dusty).toBeGreaterThan(20);
  });

  it('the profit is that of the round trips, the open positions and the fees between them', () => {
    fc.assert(
      fc.property(fc.array(step, LONG), (steps) => {
        const ledger = aLedger(START);
        let gross = 0n;
        let net = 0n;
        for (const wish of steps) {
          // Fees in assets that are traded here may come out of lanes of another round trip.
          const feeAsset = wish.feeAsset === 'BNB' ? 'BNB' : 'USDT';
          const { trip } = take(ledger, { ...wish, lane: wish.lane % 2 === 0 ? 0 : 3, feeAsset });
          gross += trip?.grossPnl ?? 0n;
          net += trip?.netPnl ?? 0n;
        }
        for (const lane of [0, 3]) {
          // Closing what is open makes every profit part of a round trip.
          const left = ledger.position(lane)?.quantity;
          if (left === undefined) continue;
          const trip = ledger.book({ ...aFill({ side: 'sell', lane }), quantity: left }).closedRoundTrip;
          gross += trip?.grossPnl ?? 0n;
          net += trip?.netPnl ?? 0n;
        }
        expect(ledger.realized('USDT')).toMatchObject({ gross, net });
      }),
    );
  });

  it('two ledgers that were told the same are the same', () => {
    fc.assert(
      fc.property(fc.array(step, LONG), (steps) => {
        const [one, two] = [aLedger(START), aLedger(START)];
        for (const wish of steps) {
          if (wish.kind === 'buy' || wish.kind === 'sell') {
            const { fill } = take(one, wish);
            if (fill) two.book(fill);
          } else {
            take(one, wish);
            take(two, wish);
          }
        }
        expect(two.snapshot()).toEqual(one.snapshot());
      }),
    );
  });
});

/** A coin for every smallest step of a purchase: first in, first out with nothing clever about it. */
interface Coin {
  readonly price: Decimal;
  readonly fee: Decimal;
}

describe('first in, first out', () => {
  it('equals selling coin by coin', () => {
    const trade = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      coins: fc.integer({ min: 1, max: 12 }),
      cents: fc.bigInt({ min: 1n, max: 100_000n }),
      /** Per coin, so that every coin of a purchase has the same fee. */
      feeCents: fc.bigInt({ min: 0n, max: 5n }),
    });
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 60 }), (trades) => {
        const ledger = aLedger({ USDT: '100000000' });
        const coins: Coin[] = [];
        let gross = 0n;
        let fees = 0n;
        const cent = decimal('0.01');
        for (const { side, coins: wanted, cents, feeCents } of trades) {
          const count = side === 'buy' ? wanted : Math.min(wanted, coins.length);
          if (count === 0) continue;
          const at = cents * cent;
          const fee = feeCents * cent;
          if (side === 'buy') coins.push(...Array.from({ length: count }, () => ({ price: at, fee })));
          for (const coin of side === 'sell' ? coins.splice(0, count) : []) {
            gross += at - coin.price;
            fees += fee + coin.fee;
          }
          ledger.book({
            ...aFill({ side, quantity: `${count}`, price: '1' }),
            price: at as Price,
            fee: fee * BigInt(count),
          });
          const cost = coins.reduce((sum, coin) => sum + coin.price, 0n);
          expect(ledger.position(0)?.quantity ?? 0n).toBe(BigInt(coins.length) * decimal('1'));
          expect(ledger.position(0)?.costNotional ?? (0n as Notional)).toBe(cost);
          expect(ledger.realized('USDT')).toEqual({ gross, fees, net: gross - fees });
        }
      }),
    );
  });
});
