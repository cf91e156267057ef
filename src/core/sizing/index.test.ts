import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ONE, decimal, divideIntegers, formatDecimal } from '../../domain/decimal.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import { type Notional, type Price, fromSignal, notional, price, quantity, toSignal } from '../../domain/units.ts';
import { NO_TAKING_COSTS } from '../costs/taking-costs.ts';
import { type SizeInput, type SizeSpec, sizePosition, sizingMethods } from './index.ts';

const instrument: Instrument = {
  id: 0,
  symbol: 'BTC/USDT',
  venue: 'gateio',
  base: 'BTC',
  quote: 'USDT',
  tickSize: price('0.01'),
  stepSize: quantity('0.001'),
  minQuantity: quantity('0.002'),
  minNotional: notional('10'),
  makerFeeRate: 0n,
  takerFeeRate: 0n,
  feeAsset: 'quote',
  status: 'trading',
};

/** 1000 of equity, all of it free, at a price of 100 without fee. */
function anInput(changes: Partial<SizeInput> = {}): SizeInput {
  return {
    instrument,
    price: 100,
    priceExact: price('100'),
    equity: 1000,
    availableQuote: notional('1000'),
    atr: Number.NaN,
    stopPrice: Number.NaN,
    feeRate: 0n,
    costs: NO_TAKING_COSTS,
    isLimit: false,
    ...changes,
  };
}

function sizeOf(spec: SizeSpec, changes: Partial<SizeInput> = {}): string {
  const sized = sizePosition(spec, anInput(changes));
  if (!sized.ok) return sized.error.code;
  const { quantity: amount, budget, isClipped } = sized.value;
  return `${formatDecimal(amount)} for ${Number(toSignal(budget).toFixed(8))}${isClipped ? ' clipped' : ''}`;
}

const fee = { feeRate: decimal('0.001') };

describe('sizePosition', () => {
  const rows: readonly (readonly [string, SizeSpec, Partial<SizeInput>, string])[] = [
    ['fixed quote', { kind: 'fixedQuote', quote: 250 }, {}, '2.5 for 250'],
    ['fixed quote, fee included', { kind: 'fixedQuote', quote: 250 }, fee, '2.497 for 250'],
    ['fixed quote, exactly paid with its fee', { kind: 'fixedQuote', quote: 100.1 }, fee, '1 for 100.1'],
    ['a hair less', { kind: 'fixedQuote', quote: 100.09999 }, fee, '0.999 for 100.09999'],
    ['all that is free', { kind: 'fixedQuote', quote: 1000 }, {}, '10 for 1000'],
    ['more than is free', { kind: 'fixedQuote', quote: 1000.01 }, {}, '10 for 1000 clipped'],
    [
      'less is free than equity',
      { kind: 'equityShare', share: 0.5 },
      { availableQuote: notional('300') },
      '3 for 300 clipped',
    ],
    ['share of equity', { kind: 'equityShare', share: 0.2 }, {}, '2 for 200'],
    ['two ATRs cost 1 %', { kind: 'atrTarget', riskShare: 0.01, multiple: 2 }, { atr: 5 }, '1 for 100'],
    ['twice the ATR, half the size', { kind: 'atrTarget', riskShare: 0.01, multiple: 2 }, { atr: 10 }, '0.5 for 50'],
    ['a stop 5 away costs 1 %', { kind: 'riskToStop', riskShare: 0.01 }, { stopPrice: 95 }, '2 for 200'],
    ['no stop', { kind: 'riskToStop', riskShare: 0.01 }, {}, 'noStop'],
    ['a stop at the price', { kind: 'riskToStop', riskShare: 0.01 }, { stopPrice: 100 }, 'stopNotBelowPrice'],
    ['a stop above the price', { kind: 'riskToStop', riskShare: 0.01 }, { stopPrice: 101 }, 'stopNotBelowPrice'],
    ['no ATR yet', { kind: 'atrTarget', riskShare: 0.01, multiple: 2 }, {}, 'noAtr'],
    ['an ATR of nothing', { kind: 'atrTarget', riskShare: 0.01, multiple: 2 }, { atr: 0 }, 'noAtr'],
    ['nothing free', { kind: 'fixedQuote', quote: 100 }, { availableQuote: notional('0') }, 'noCash'],
    ['less than nothing free', { kind: 'fixedQuote', quote: 100 }, { availableQuote: notional('-1') }, 'noCash'],
    ['no equity', { kind: 'equityShare', share: 0.2 }, { equity: 0 }, 'noBudget'],
    ['unknown equity', { kind: 'equityShare', share: 0.2 }, { equity: Number.NaN }, 'noBudget'],
    ['the smallest order value', { kind: 'fixedQuote', quote: 10 }, {}, '0.1 for 10'],
    ['a step below it', { kind: 'fixedQuote', quote: 9.99 }, {}, 'belowMinimum'],
    ['less than a step', { kind: 'fixedQuote', quote: 0.01 }, {}, 'belowMinimum'],
  ];
  it.each(rows)('%s', (_title, spec, changes, expected) => {
    expect(sizeOf(spec, changes)).toBe(expected);
  });

  // Fees of a thousandth, a stop at 95 that the bid meets, and an entry at 100 whose ask is half the spread above.
  it.each([
    { spreadBps: 0, slippageBps: 10, depthQuotePerBps: 0, paid: () => 100.1, sold: () => 95 - 0.095 },
    { spreadBps: 40, slippageBps: 0, depthQuotePerBps: 0, paid: () => 100.2, sold: () => 95 },
    {
      spreadBps: 0,
      slippageBps: 10,
      depthQuotePerBps: 2,
      paid: (held: number) => 100 * (1 + 0.001 + (held * 100) / 20_000),
      sold: (held: number) => 95 * (1 - 0.001 - (held * 95) / 20_000),
    },
    {
      spreadBps: 40,
      slippageBps: 10,
      depthQuotePerBps: 2,
      paid: (held: number) => 100 * (1 + 0.002 + 0.001 + (held * 100) / 20_000),
      sold: (held: number) => 95 - (95 / 0.998) * (0.001 + (held * (95 / 0.998)) / 20_000),
    },
  ])(
    'counts fees, spread ($spreadBps), slippage ($slippageBps) and depth ($depthQuotePerBps) into the risk of being stopped',
    ({ paid, sold, ...costs }) => {
      const sized = sizePosition({ kind: 'riskToStop', riskShare: 0.01 }, anInput({ stopPrice: 95, costs, ...fee }));
      const held = sized.ok ? toSignal(sized.value.quantity) : Number.NaN;
      const loss = held * (paid(held) * 1.001 - sold(held) * 0.999);
      expect(loss).toBeLessThanOrEqual(10);
      expect(loss).toBeGreaterThan(9.98);
    },
  );

  it('counts what a limit pays, which is never more than itself, and what its stop costs', () => {
    const costs = { spreadBps: 40, slippageBps: 10, depthQuotePerBps: 0 };
    const changes = { stopPrice: 95, costs, isLimit: true, ...fee };
    const sized = sizePosition({ kind: 'riskToStop', riskShare: 0.01 }, anInput(changes));
    const held = sized.ok ? toSignal(sized.value.quantity) : Number.NaN;
    const loss = held * (100 * 1.001 - (95 - (95 / 0.998) * 0.001) * 0.999);
    expect(loss).toBeLessThanOrEqual(10);
    expect(loss).toBeGreaterThan(9.98);
  });

  it('says what is missing, with the value and the limit', () => {
    const small = sizePosition({ kind: 'fixedQuote', quote: 9.99 }, anInput());
    expect(small).toMatchObject({ error: { rule: 'position-sizing', code: 'belowMinimum', limit: 10, value: 9.9 } });
    expect(small).toMatchObject({ error: { message: expect.stringMatching(/9\.99 USDT .*9\.9 USDT.*at least 10/) } });
    const few = sizePosition({ kind: 'fixedQuote', quote: 0.1 }, anInput());
    expect(few).toMatchObject({
      error: { limit: 0.002, value: 0.001, message: expect.stringContaining('at least 0.002') },
    });
    const least = sizePosition({ kind: 'fixedQuote', quote: 0.2 }, anInput());
    expect(least).toMatchObject({ error: { limit: 10, value: 0.2 } });
    const above = sizePosition({ kind: 'riskToStop', riskShare: 0.01 }, anInput({ stopPrice: 101 }));
    expect(above).toMatchObject({ error: { limit: 100, value: 101, message: expect.stringContaining('101') } });
  });
});

const fine: Instrument = {
  ...instrument,
  stepSize: quantity('0.00000001'),
  minQuantity: 1n as never,
  minNotional: 0n as never,
};

const amounts = fc.bigInt({ min: 10n ** 16n, max: 10n ** 26n });
const prices = fc.bigInt({ min: 1n, max: 10n ** 13n }).map((n) => (n * 10n ** 10n) as Price);
const feeRates = fc.integer({ min: 0, max: 100 }).map((n) => BigInt(n) * 10n ** 14n);
const steps = fc.constantFrom('0.00000001', '0.001', '0.03', '1').map((text) => quantity(text));

it('all of the cash buys exactly floor(cash / (price × (1 + fee))) in whole steps', () => {
  fc.assert(
    fc.property(amounts, prices, feeRates, (cash, at, feeRate) => {
      const sized = sizePosition(
        { kind: 'equityShare', share: 1 },
        anInput({
          instrument: fine,
          price: toSignal(at),
          priceExact: at,
          feeRate,
          equity: toSignal(cash),
          availableQuote: cash as Notional,
        }),
      );
      const unit = 10n ** 10n;
      const expected = divideIntegers(cash * ONE * ONE, at * (ONE + feeRate) * unit, 'floor') * unit;
      if (expected > 0n)
        expect(sized).toEqual({ ok: true, value: { quantity: expected, budget: cash, isClipped: false } });
      else expect(sized.ok).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

it('a budget short by the last digit does not buy the step', () => {
  const whole = { ...instrument, stepSize: quantity('1'), minQuantity: quantity('1'), minNotional: notional('1') };
  const changes = { instrument: whole, price: 3, priceExact: price('3'), equity: 3 };
  const spec: SizeSpec = { kind: 'equityShare', share: 1 };
  expect(sizeOf(spec, { ...changes, availableQuote: notional('3') })).toBe('1 for 3');
  expect(sizeOf(spec, { ...changes, availableQuote: notional('2.999999999999999999') })).toBe('belowMinimum');
});

const specs: fc.Arbitrary<SizeSpec> = fc.oneof(
  fc.record({ kind: fc.constant('fixedQuote' as const), quote: fc.double({ min: 0, max: 1e9, noNaN: true }) }),
  fc.record({ kind: fc.constant('equityShare' as const), share: fc.double({ min: 0, max: 2, noNaN: true }) }),
  fc.record({
    kind: fc.constant('atrTarget' as const),
    riskShare: fc.double({ min: 0, max: 1, noNaN: true }),
    multiple: fc.double({ min: 0.1, max: 10, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('riskToStop' as const), riskShare: fc.double({ min: 0, max: 1, noNaN: true }) }),
);

const inputs = fc
  .record({
    priceExact: prices,
    cash: amounts,
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    stop: fc.double({ min: 0.1, max: 0.999, noNaN: true }),
    feeRate: feeRates,
    stepSize: steps,
    atrRatio: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
  })
  .map(({ priceExact, cash, share, stop, feeRate, stepSize, atrRatio }) => {
    const at = toSignal(priceExact);
    return anInput({
      instrument: { ...fine, stepSize },
      price: at,
      priceExact,
      equity: toSignal(cash) / share,
      availableQuote: cash as Notional,
      feeRate,
      stopPrice: at * stop,
      atr: at * atrRatio,
    });
  });

it('never costs more than its budget, never budgets more than is free, always whole steps', () => {
  fc.assert(
    fc.property(specs, inputs, (spec, input) => {
      const sized = sizePosition(spec, input);
      if (!sized.ok) return;
      const { quantity: amount, budget } = sized.value;
      const { availableQuote, priceExact, feeRate, instrument: traded } = input;
      expect(amount * priceExact * (ONE + feeRate)).toBeLessThanOrEqual(budget * ONE * ONE);
      expect(budget).toBeLessThanOrEqual(availableQuote);
      expect(amount % traded.stepSize).toBe(0n);
      // One step more would not have been paid for.
      expect((amount + traded.stepSize) * priceExact * (ONE + feeRate)).toBeGreaterThan(budget * ONE * ONE);
    }),
    { numRuns: 2000 },
  );
});

it('never budgets more than a fixed amount asks for, to the last digit', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), inputs, (quote, input) => {
      const sized = sizePosition({ kind: 'fixedQuote', quote }, input);
      if (sized.ok) expect(sized.value.budget).toBeLessThanOrEqual(fromSignal(quote));
    }),
  );
});

it('buys no less when more is asked for', () => {
  const asked = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(asked, fc.oneof(asked, fc.double({ min: 0, max: 1e-9, noNaN: true })), inputs, (quote, more, input) => {
      const less = sizePosition({ kind: 'fixedQuote', quote }, input);
      const greater = sizePosition({ kind: 'fixedQuote', quote: quote + more }, input);
      if (!less.ok) return;
      expect(greater.ok && greater.value.quantity >= less.value.quantity).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it('risks no more than asked for when the stop is hit', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.0001, max: 0.1, noNaN: true }), inputs, (riskShare, input) => {
      const sized = sizePosition({ kind: 'riskToStop', riskShare }, input);
      if (!sized.ok) return;
      const rate = toSignal(input.feeRate);
      const loss = toSignal(sized.value.quantity) * (input.price * (1 + rate) - input.stopPrice * (1 - rate));
      expect(loss).toBeLessThanOrEqual(input.equity * riskShare * (1 + 1e-9));
    }),
  );
});

it('lists every sizing method that has a file, under its own kind', async () => {
  const listed = Object.entries(sizingMethods);
  for (const [kind, method] of listed) expect(method.kind).toBe(kind);
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== 'index.ts');
  const found: unknown[] = [];
  for (const file of files) {
    const exported: Record<string, unknown> = await import(join(import.meta.dirname, file));
    found.push(
      ...Object.values(exported).filter((value) => typeof value === 'object' && value !== null && 'ask' in value),
    );
  }
  expect(found).toHaveLength(listed.length);
  expect(listed.map(([, method]) => method)).toEqual(expect.arrayContaining(found));
});
