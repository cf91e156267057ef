import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type RiskContext,
  type RiskRule,
  checkRisk,
  dayLongRules,
  dayLossProblem,
  defaultRiskSettings,
  latchingRules,
  type RiskSettings,
  readRisk,
  riskRules,
} from './index.ts';
import { judgeOrder } from './judge.ts';
import { aRiskContext, aSell, anInstrument } from './testing/risk-context.ts';

/** Nothing is allowed: a limit of zero, whatever it limits. */
const NO_ROOM: RiskSettings = Object.fromEntries(riskRules.flatMap(({ setting }) => (setting ? [[setting, 0]] : [])));

const EVERYTHING_WRONG: RiskContext = aRiskContext({
  settings: {
    ...NO_ROOM,
    tradingHours: { fromMinute: 0, toMinute: 60 },
    cooldownSec: 60,
    candlesAfterGap: 1,
    minNotionalMargin: 100,
  },
  order: { instrument: anInstrument({ status: 'exitOnly' }) },
  portfolio: {
    state: 'halted',
    hasUnknownOrder: true,
    lastExitTimeMs: aRiskContext().market.nowMs,
    highestCorrelation: 1,
  },
  market: {
    lastCandleMs: 0,
    candlesSinceGap: 0,
    spreadRatio: 1,
    expectedSlippageRatio: 1,
    atrSpikeRatio: 1,
    clockDriftMs: 1,
    isStorageWritable: false,
    freshAfterMs: Number.POSITIVE_INFINITY,
  },
});

function isRule(value: unknown): value is RiskRule {
  return typeof value === 'object' && value !== null && 'deny' in value && 'reading' in value;
}

describe('riskRules', () => {
  const found = new Map<string, RiskRule>();
  beforeAll(async () => {
    const rooms = join(import.meta.dirname, 'rules');
    const sources = readdirSync(rooms, { recursive: true, encoding: 'utf8' });
    for (const path of sources.filter((file) => /^[a-z-]+\/[a-z-]+\.ts$/.test(file))) {
      const exported: Record<string, unknown> = await import(join(rooms, path));
      for (const value of Object.values(exported)) if (isRule(value)) found.set(basename(path, '.ts'), value);
    }
  });

  it('lists every rule that has a file', () => {
    const missing = [...found].filter(([, rule]) => !riskRules.includes(rule)).map(([file]) => file);
    expect(missing).toEqual([]);
    expect(found.size).toBe(riskRules.length);
  });

  it('names every rule after its file, and its code after its name', () => {
    for (const [file, rule] of found) {
      expect(rule.name).toBe(file);
      expect(rule.code).toBe(file.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
    }
  });

  it('is asked in this order, others at their places between', () => {
    const order = [
      'trading-state',
      'storage-writable',
      'unknown-order',
      'instrument-status',
      'trading-hours',
      'fresh-data',
      'stale-data',
      'candle-gap',
      'clock-drift',
      'max-positions',
      'cooldown',
      'orders-per-minute',
      'orders-per-hour',
      'loss-streak',
      'daily-loss',
      'max-drawdown',
      'spread',
      'fee',
      'expected-slippage',
      'atr-spike',
      'instrument-limits',
      'position-base',
      'position-quote',
      'position-share-of-equity',
      'symbol-capital',
      'total-exposure',
      'correlation',
    ];
    expect(riskRules.map((rule) => rule.name).filter((name) => order.includes(name))).toEqual(order);
  });

  it('lets only states of the account, the venue and the order itself hold back an exit', () => {
    const names = riskRules.filter((rule) => rule.scope === 'any').map((rule) => rule.name);
    expect(names).toEqual(['trading-state', 'instrument-status', 'instrument-limits']);
  });
});

describe('checkRisk', () => {
  it('passes an order that nothing speaks against', () => {
    expect(checkRisk(aRiskContext())).toMatchObject({ ok: true, reasons: [] });
  });

  it('names every denial, in the order of the rules', () => {
    const verdict = checkRisk(EVERYTHING_WRONG);
    expect(verdict.ok).toBe(false);
    expect(verdict.reasons.map((reason) => reason.rule)).toEqual(riskRules.map((rule) => rule.name));
  });

  it('gives each denial its code, sentence, limit and value', () => {
    const context = aRiskContext({ settings: { maxSpreadRatio: 0.001 }, market: { spreadRatio: 0.002 } });
    expect(checkRisk(context).reasons).toEqual([
      {
        rule: 'spread',
        code: 'spread',
        message: 'spread 0.2 % is above the limit 0.1 %',
        limit: 0.001,
        value: 0.002,
      },
    ]);
  });

  it('leaves out a value that does not exist', () => {
    const [reason] = checkRisk(
      aRiskContext({ settings: { maxSpreadRatio: 1 }, market: { spreadRatio: Number.NaN } }),
    ).reasons;
    expect(reason).not.toHaveProperty('value');
    expect(reason?.message).toContain('unknown');
  });

  it('never lets an entry rule hold back an exit', () => {
    const denials = (['operatorExit', 'protectiveExit', 'signalExit'] as const).map((purpose) =>
      checkRisk({ ...EVERYTHING_WRONG, order: { ...EVERYTHING_WRONG.order, ...aSell(purpose) } }).reasons.map(
        (reason) => reason.rule,
      ),
    );
    expect(denials).toEqual([[], ['trading-state'], ['trading-state']]);
  });

  it('asks the rules that have no limit whatever limits are set', () => {
    const portfolio = { state: 'halted', hasUnknownOrder: true } as const;
    const asked = [{}, { maxPositions: 1 }].map((settings) =>
      checkRisk(aRiskContext({ settings, portfolio })).reasons.map(({ rule }) => rule),
    );
    expect(asked).toEqual([
      ['trading-state', 'unknown-order'],
      ['trading-state', 'unknown-order'],
    ]);
  });

  it.each<[string, Partial<RiskContext['order']>, boolean]>([
    ['a buy that is called an exit', { side: 'buy', purpose: 'protectiveExit' }, false],
    ['an entry that sells', { side: 'sell', purpose: 'entry' }, false],
    ['a sale', aSell('signalExit'), true],
  ])('judges %s by the entry rules, as far as it may add risk', (_title, order, passes) => {
    const context = aRiskContext({ settings: { maxPositions: 0 }, order });
    expect(checkRisk(context).ok).toBe(passes);
    expect(readRisk(context).find(({ rule }) => rule === 'max-positions')?.ok).toBe(passes);
  });

  it('has the limits of every rule by its name', () => {
    const { limits } = checkRisk(EVERYTHING_WRONG);
    expect(Object.keys(limits)).toEqual(riskRules.map((rule) => rule.name));
    expect(limits['max-positions']).toEqual({ limit: 0, value: 0, unit: 'positions' });
    expect(checkRisk(aRiskContext()).limits['cooldown']).toEqual({ limit: undefined, value: undefined, unit: 's' });
  });
});

describe('readRisk', () => {
  it('stands every rule beside its limit and agrees with the check', () => {
    for (const context of [aRiskContext(), EVERYTHING_WRONG, aRiskContext({ order: aSell('signalExit') })]) {
      const standings = readRisk(context);
      expect(standings.map((standing) => standing.rule)).toEqual(riskRules.map((rule) => rule.name));
      const denied = standings.filter((standing) => !standing.ok).map((standing) => standing.rule);
      expect(denied).toEqual(checkRisk(context).reasons.map((reason) => reason.rule));
    }
  });

  it('shows a state beside a state, and whether an exit would pass', () => {
    const context = aRiskContext({
      settings: { maxPositions: 0 },
      order: aSell('signalExit'),
      portfolio: { state: 'halted' },
    });
    expect(readRisk(context).filter(({ ok }) => !ok)).toEqual([
      { rule: 'trading-state', code: 'tradingState', ok: false, limit: 'active', value: 'halted', unit: 'state' },
    ]);
  });
});

describe('the loss of the day', () => {
  const both = { dailyLossLimitQuote: 50, dailyLossLimitRatio: 0.04 };
  it.each<[string, RiskSettings, number, string | undefined]>([
    ['has reached neither limit', both, 961, undefined],
    ['has reached the share', both, 960, "lost 4 % of the day's first equity since 00:00 UTC, the limit is 4 %"],
    ['has reached both: the amount is named', both, 950, 'lost 50 USDT since 00:00 UTC, the limit is 50'],
    ['has no limit', {}, 1, undefined],
  ])('%s', (_title, settings, equity, problem) => {
    expect(dayLossProblem(settings, { equity, dayStartEquity: 1000, dayStartScaled: 1000 }, 'USDT')).toBe(problem);
  });
});

describe('a denial', () => {
  it('names neither limit nor value where there is none', () => {
    const rule: RiskRule = {
      name: 'never',
      code: 'never',
      scope: 'entry',
      reading: () => ({ limit: Number.POSITIVE_INFINITY, value: undefined, unit: 'state' }),
      deny: () => 'never',
    };
    expect(judgeOrder([rule], aRiskContext()).reasons).toStrictEqual([
      { rule: 'never', code: 'never', message: 'never' },
    ]);
  });
});

describe('defaults', () => {
  it('let a fifth of the account be bought, and no more', () => {
    const settings = defaultRiskSettings;
    expect(checkRisk(aRiskContext({ settings })).ok).toBe(true);
    const rules = checkRisk(aRiskContext({ settings, portfolio: { symbolExposure: 101 } })).reasons.map((r) => r.rule);
    expect(rules).toEqual(['symbol-capital']);
  });

  it('latch by codes that rules really have', () => {
    const codes = riskRules.map((rule) => rule.code);
    expect(codes).toEqual(expect.arrayContaining([...latchingRules, ...dayLongRules]));
    expect([...latchingRules]).toEqual(['maxDrawdown']);
    expect([...dayLongRules]).toEqual(['dailyLoss', 'dailyLossShare']);
  });
});
