import { describe, expect, it } from 'vitest';
import { notional } from '../../domain/units.ts';
import type { RiskMarket, RiskPortfolio, RiskSettings } from './rule.ts';
import { riskRules } from './index.ts';
import { type ContextChanges, FRIDAY_NOON_MS, aRiskContext, aSell } from './testing/risk-context.ts';

interface Row {
  readonly rule: string;
  readonly settings: RiskSettings;
  readonly below: ContextChanges;
  readonly at: ContextChanges;
  readonly above: ContextChanges;
  /** Amounts may stand at their limit, counts and losses may not reach it. */
  readonly atPasses: boolean;
  /** How `above` and the limit appear in the sentence. */
  readonly says: readonly [value: string, limit: string];
}

const portfolio = (changes: Partial<RiskPortfolio>): ContextChanges => ({ portfolio: changes });
const market = (changes: Partial<RiskMarket>): ContextChanges => ({ market: changes });
const worth = (text: string, exposure: Partial<RiskPortfolio> = {}): ContextChanges => ({
  order: { notional: notional(text) },
  portfolio: exposure,
});
const secondsAgo = (seconds: number) => portfolio({ lastExitTimeMs: FRIDAY_NOON_MS - seconds * 1000 });
const candlesAgo = (candles: number) => market({ lastCandleMs: FRIDAY_NOON_MS - candles * 3_600_000 });

const rows: readonly Row[] = [
  {
    rule: 'stale-data',
    settings: { maxStaleCandles: 3 },
    below: candlesAgo(2.999),
    at: candlesAgo(3),
    above: candlesAgo(3.001),
    atPasses: true,
    says: ['3.001', '3'],
  },
  {
    rule: 'candle-gap',
    settings: { candlesAfterGap: 3 },
    below: market({ candlesSinceGap: 4 }),
    at: market({ candlesSinceGap: 3 }),
    above: market({ candlesSinceGap: 2 }),
    atPasses: true,
    says: ['2', '3'],
  },
  {
    rule: 'clock-drift',
    settings: { maxClockDriftMs: 500 },
    below: market({ clockDriftMs: -499 }),
    at: market({ clockDriftMs: -500 }),
    above: market({ clockDriftMs: -501 }),
    atPasses: true,
    says: ['-501', '500'],
  },
  {
    rule: 'max-positions',
    settings: { maxPositions: 3 },
    below: portfolio({ openPositions: 2 }),
    at: portfolio({ openPositions: 3 }),
    above: portfolio({ openPositions: 4 }),
    atPasses: false,
    says: ['4', '3'],
  },
  {
    rule: 'cooldown',
    settings: { cooldownSec: 60 },
    below: secondsAgo(61),
    at: secondsAgo(60),
    above: secondsAgo(59),
    atPasses: true,
    says: ['59 s', '60 s'],
  },
  {
    rule: 'orders-per-minute',
    settings: { maxOrdersPerMinute: 10 },
    below: portfolio({ ordersLastMinute: 9 }),
    at: portfolio({ ordersLastMinute: 10 }),
    above: portfolio({ ordersLastMinute: 11 }),
    atPasses: false,
    says: ['11', '10'],
  },
  {
    rule: 'orders-per-hour',
    settings: { maxOrdersPerHour: 20 },
    below: portfolio({ ordersLastHour: 19 }),
    at: portfolio({ ordersLastHour: 20 }),
    above: portfolio({ ordersLastHour: 21 }),
    atPasses: false,
    says: ['21', '20'],
  },
  {
    rule: 'loss-streak',
    settings: { maxConsecutiveLosses: 4 },
    below: portfolio({ consecutiveLosses: 3 }),
    at: portfolio({ consecutiveLosses: 4 }),
    above: portfolio({ consecutiveLosses: 5 }),
    atPasses: false,
    says: ['5', '4'],
  },
  {
    rule: 'daily-loss',
    settings: { dailyLossLimitQuote: 50 },
    below: portfolio({ equity: 950.01 }),
    at: portfolio({ equity: 950 }),
    above: portfolio({ equity: 949.5 }),
    atPasses: false,
    says: ['50.5 USDT', '50'],
  },
  {
    rule: 'daily-loss-share',
    settings: { dailyLossLimitRatio: 0.05 },
    below: portfolio({ equity: 950.01 }),
    at: portfolio({ equity: 950 }),
    above: portfolio({ equity: 949 }),
    atPasses: false,
    says: ['5.1 %', '5 %'],
  },
  {
    rule: 'max-drawdown',
    settings: { maxDrawdownRatio: 0.2 },
    below: portfolio({ equity: 800.01 }),
    at: portfolio({ equity: 800 }),
    above: portfolio({ equity: 799 }),
    atPasses: false,
    says: ['20.1 %', '20 %'],
  },
  {
    rule: 'spread',
    settings: { maxSpreadRatio: 0.002 },
    below: market({ spreadRatio: 0.00199 }),
    at: market({ spreadRatio: 0.002 }),
    above: market({ spreadRatio: 0.00201 }),
    atPasses: true,
    says: ['0.201 %', '0.2 %'],
  },
  {
    rule: 'fee',
    settings: { maxFeeRatio: 0.002 },
    below: market({ feeRatio: 0.0019 }),
    at: market({ feeRatio: 0.002 }),
    above: market({ feeRatio: 0.0021 }),
    atPasses: true,
    says: ['0.21 %', '0.2 %'],
  },
  {
    rule: 'expected-slippage',
    settings: { maxSlippageRatio: 0.005 },
    below: market({ expectedSlippageRatio: 0.0049 }),
    at: market({ expectedSlippageRatio: 0.005 }),
    above: market({ expectedSlippageRatio: 0.0051 }),
    atPasses: true,
    says: ['0.51 %', '0.5 %'],
  },
  {
    rule: 'atr-spike',
    settings: { atrSpikeRatio: 0.3 },
    below: market({ atrSpikeRatio: 0.29 }),
    at: market({ atrSpikeRatio: 0.3 }),
    above: market({ atrSpikeRatio: 0.31 }),
    atPasses: true,
    says: ['31 %', '30 %'],
  },
  {
    // The order adds 1 BTC.
    rule: 'position-base',
    settings: { maxPositionBase: 3 },
    below: portfolio({ symbolBase: 1.9 }),
    at: portfolio({ symbolBase: 2 }),
    above: portfolio({ symbolBase: 2.1 }),
    atPasses: true,
    says: ['3.1 BTC', '3 BTC'],
  },
  {
    rule: 'position-quote',
    settings: { maxPositionQuote: 250 },
    below: worth('99', { symbolExposure: 150 }),
    at: worth('100', { symbolExposure: 150 }),
    above: worth('101', { symbolExposure: 150 }),
    atPasses: true,
    says: ['251 USDT', '250 USDT'],
  },
  {
    rule: 'position-share-of-equity',
    settings: { maxPositionEquityRatio: 0.25 },
    below: worth('99', { symbolExposure: 150 }),
    at: worth('100', { symbolExposure: 150 }),
    above: worth('101', { symbolExposure: 150 }),
    atPasses: true,
    says: ['25.1 %', '25 %'],
  },
  {
    rule: 'symbol-capital',
    settings: { maxCapitalPerSymbolRatio: 0.2 },
    below: worth('199.99'),
    at: worth('200'),
    above: worth('200.01'),
    atPasses: true,
    says: ['20.001 %', '20 %'],
  },
  {
    rule: 'total-exposure',
    settings: { maxTotalExposureRatio: 0.8 },
    below: worth('99', { exposure: 700 }),
    at: worth('100', { exposure: 700 }),
    above: worth('101', { exposure: 700 }),
    atPasses: true,
    says: ['80.1 %', '80 %'],
  },
  {
    rule: 'correlation',
    settings: { maxCorrelation: 0.9 },
    below: portfolio({ highestCorrelation: 0.89 }),
    at: portfolio({ highestCorrelation: 0.9 }),
    above: portfolio({ highestCorrelation: 0.91 }),
    atPasses: true,
    says: ['0.91', '0.9'],
  },
];

function ruleNamed(name: string) {
  const rule = riskRules.find((candidate) => candidate.name === name);
  if (!rule) throw new Error(`no rule is called ${name}`);
  return rule;
}

describe.each(rows)('$rule', ({ rule: name, settings, below, at, above, atPasses, says }) => {
  const rule = ruleNamed(name);
  const denial = (changes: ContextChanges) => rule.deny(aRiskContext({ settings, ...changes }));

  it('passes anything while its limit is off', () => {
    expect(rule.deny(aRiskContext(above))).toBeUndefined();
    expect(rule.reading(aRiskContext(above)).limit).toBeUndefined();
  });

  it('passes just below the limit', () => {
    expect(denial(below)).toBeUndefined();
  });

  it(`${atPasses ? 'passes' : 'denies'} at the limit`, () => {
    expect(denial(at) === undefined).toBe(atPasses);
  });

  it('denies just above the limit, with value and limit in the sentence', () => {
    const [value, limit] = says;
    const sentence = ` ${denial(above)}`;
    expect(sentence).toContain(` ${value}`);
    expect(sentence.replace(value, '')).toContain(` ${limit}`);
  });

  it('has the limit and the value in its reading', () => {
    const reading = rule.reading(aRiskContext({ settings, ...above }));
    expect(reading.limit).toBe(Object.values(settings)[0]);
    const scale = reading.unit === 'ratio' ? 100 : 1;
    expect(Number(reading.value) * scale).toBeCloseTo(Number.parseFloat(says[0]), 9);
  });

  it('has no say in orders that shrink a position', () => {
    expect(rule.scope).toBe('entry');
  });
});

describe('values that do not exist', () => {
  const unset: readonly (readonly [string, RiskSettings, ContextChanges])[] = [
    ['cooldown', { cooldownSec: 60 }, portfolio({ lastExitTimeMs: Number.NaN })],
    ['atr-spike', { atrSpikeRatio: 0.3 }, market({ atrSpikeRatio: Number.NaN })],
    ['correlation', { maxCorrelation: 0.5 }, portfolio({ highestCorrelation: Number.NaN })],
    ['candle-gap', { candlesAfterGap: 3 }, market({ candlesSinceGap: Number.POSITIVE_INFINITY })],
  ];
  it.each(unset)('%s passes where nothing has happened yet', (name, settings, changes) => {
    expect(ruleNamed(name).deny(aRiskContext({ settings, ...changes }))).toBeUndefined();
  });

  const broken: readonly (readonly [string, RiskSettings, ContextChanges])[] = [
    ['spread', { maxSpreadRatio: 0.01 }, market({ spreadRatio: Number.NaN })],
    ['stale-data', { maxStaleCandles: 3 }, market({ lastCandleMs: Number.NaN })],
    ['daily-loss', { dailyLossLimitQuote: 5 }, portfolio({ equity: Number.NaN })],
    ['daily-loss-share', { dailyLossLimitRatio: 0.05 }, portfolio({ equity: Number.NaN })],
    ['max-drawdown', { maxDrawdownRatio: 0.3 }, portfolio({ equity: Number.NaN })],
    ['total-exposure', { maxTotalExposureRatio: 0.8 }, portfolio({ equity: Number.NaN })],
    ['symbol-capital', { maxCapitalPerSymbolRatio: 0.2 }, portfolio({ equity: 0 })],
  ];
  it('a correlation that cannot be known denies while there is a limit', () => {
    const unknown = portfolio({ highestCorrelation: Number.POSITIVE_INFINITY });
    expect(ruleNamed('correlation').deny(aRiskContext({ settings: { maxCorrelation: 0.5 }, ...unknown }))).toBe(
      'correlation with an open position is not known yet, the limit is 0.5',
    );
    expect(ruleNamed('correlation').deny(aRiskContext(unknown))).toBeUndefined();
  });

  it.each(broken)('%s denies when a value it needs is missing', (name, settings, changes) => {
    expect(ruleNamed(name).deny(aRiskContext({ settings, ...changes }))).toBeDefined();
  });
});

it('adding to an open position is not one more position', () => {
  const settings = { maxPositions: 1 };
  const rule = ruleNamed('max-positions');
  expect(rule.deny(aRiskContext({ settings, portfolio: { openPositions: 1, isLaneOpen: true } }))).toBeUndefined();
  expect(rule.deny(aRiskContext({ settings, portfolio: { openPositions: 1 } }))).toBeDefined();
});

it('an order sized to exactly the allowed share passes whatever equity is', () => {
  for (const equity of [999.9, 1000.1, 1234.56789, 0.30000000000000004 * 1e4]) {
    const exact = equity * 0.2;
    const context = aRiskContext({
      settings: { maxCapitalPerSymbolRatio: 0.2 },
      portfolio: { equity, symbolExposure: exact },
    });
    const order = { ...context.order, notional: notional('0') };
    expect(ruleNamed('symbol-capital').deny({ ...context, order })).toBeUndefined();
  }
});

describe('states', () => {
  const purposes = ['entry', 'signalExit', 'protectiveExit', 'operatorExit'] as const;
  const passing: readonly (readonly [string, ContextChanges, readonly string[]])[] = [
    ['trading-state', portfolio({ state: 'active' }), purposes],
    ['trading-state', portfolio({ state: 'reducing' }), ['signalExit', 'protectiveExit', 'operatorExit']],
    ['trading-state', portfolio({ state: 'halted' }), ['operatorExit']],
  ];
  it.each(passing)('%s with %o lets through %o', (name, changes, expected) => {
    const passed = purposes.filter((purpose) => {
      const order = purpose === 'entry' ? {} : aSell(purpose);
      return ruleNamed(name).deny(aRiskContext({ ...changes, order })) === undefined;
    });
    expect(passed).toEqual(expected);
  });

  it('a buy counts as new risk whatever it calls itself', () => {
    const order = { side: 'buy', purpose: 'protectiveExit' } as const;
    expect(ruleNamed('trading-state').deny(aRiskContext({ order, portfolio: { state: 'reducing' } }))).toBeDefined();
  });

  it('an entry counts as new risk whatever side it is on', () => {
    const order = { side: 'sell', purpose: 'entry' } as const;
    expect(ruleNamed('trading-state').deny(aRiskContext({ order, portfolio: { state: 'reducing' } }))).toBeDefined();
  });

  it.each([
    ['fresh-data', market({ freshAfterMs: Number.POSITIVE_INFINITY }), 'outdated'],
    ['storage-writable', market({ isStorageWritable: false }), 'not writable'],
    ['unknown-order', portfolio({ hasUnknownOrder: true }), 'unresolved'],
    ['trading-state', portfolio({ state: 'halted' }), 'halted'],
    ['trading-state', portfolio({ state: 'reducing' }), 'reducing'],
  ] as const)('%s denies an entry and says %s', (name, changes, value) => {
    const context = aRiskContext(changes);
    expect(ruleNamed(name).deny(context)).toContain(value);
    expect(ruleNamed(name).deny(context)).toContain(String(ruleNamed(name).reading(context).limit));
    expect(ruleNamed(name).reading(context).value).toBe(value);
    expect(ruleNamed(name).deny(aRiskContext())).toBeUndefined();
  });

  it.each(['fresh-data', 'storage-writable', 'unknown-order', 'trading-state', 'instrument-status'])(
    '%s reads what it asks for where nothing is wrong',
    (name) => {
      const { limit, value } = ruleNamed(name).reading(aRiskContext());
      expect(value).toBe(limit);
    },
  );

  it('data is fresh from the first candle that closes after the process stood still', () => {
    const freshAfterMs = FRIDAY_NOON_MS;
    const at = aRiskContext(market({ freshAfterMs, lastCandleMs: freshAfterMs }));
    const later = aRiskContext(market({ freshAfterMs, lastCandleMs: freshAfterMs + 1 }));
    const standing = [at, later].map((context) => [
      ruleNamed('fresh-data').reading(context).value,
      ruleNamed('fresh-data').deny(context) === undefined,
    ]);
    expect(standing).toEqual([
      ['outdated', false],
      ['fresh', true],
    ]);
  });
});
