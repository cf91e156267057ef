import { describe, expect, it } from 'vitest';
import { defaultExitSettings } from '../../core/exits/index.ts';
import { defaultRiskSettings } from '../../core/risk/default-risk-settings.ts';
import { toCoreSettings } from './core-settings.ts';
import { loadSettings } from './load-settings.ts';
import { formatProblem } from './problem.ts';

function engineSettings(env: Readonly<Record<string, string>>) {
  const loaded = loadSettings({ env });
  if (!loaded.ok) throw new Error(loaded.error.map(formatProblem).join('\n'));
  return toCoreSettings(loaded.value);
}

describe('toCoreSettings', () => {
  it('agrees with the defaults of the core', () => {
    expect(engineSettings({ SPREAD_BPS: '1' }).risk).toEqual(defaultRiskSettings);
    // Candles alone tell no spread.
    const { maxSpreadRatio: _, ...others } = defaultRiskSettings;
    expect(engineSettings({}).risk).toEqual(others);
    expect(engineSettings({}).exits).toEqual(defaultExitSettings);
  });

  it('hands every risk limit on, in the unit of the core', () => {
    const { risk } = engineSettings({
      MAX_POSITIONS: '3',
      MAX_DRAWDOWN: '0.15',
      RISK_HOURS_UTC: '08:00-22:00 mon-fri !2027-12-24',
      RISK_COOLDOWN_SEC: '5m',
      SPREAD_BPS: '4',
      RISK_MAX_SPREAD_PCT: '0.3%',
      RISK_MAX_POSITION_BASE: '0.5',
      RISK_MAX_POSITION_PCT: '25',
      RISK_MAX_ORDERS_PER_HOUR: '20',
      RISK_DAILY_LOSS_LIMIT_QUOTE: '200',
      RISK_DAILY_LOSS_LIMIT_PCT: '4%',
      RISK_MAX_FEE_PCT: '0.2%',
      RISK_MAX_SLIPPAGE_PCT: '0.4%',
      RISK_MAX_CONSECUTIVE_LOSSES: '6',
      RISK_MAX_CAPITAL_PER_SYMBOL_PCT: '30%',
      RISK_MAX_TOTAL_EXPOSURE_PCT: '70%',
      RISK_ATR_SPIKE_PCT: '40',
      RISK_MAX_CORRELATION: '-0.5',
      RISK_MAX_STALE_CANDLES: '4',
      RISK_CANDLES_AFTER_GAP: '5',
      RISK_MIN_NOTIONAL_MARGIN: '1.5',
      RISK_MAX_ORDERS_PER_MINUTE: '7',
      MAX_POSITION_SIZE: '900',
      MAX_TIME_DRIFT_MS: '1s',
    });
    expect(risk).toEqual({
      maxPositions: 3,
      maxDrawdownRatio: 0.15,
      tradingHours: { fromMinute: 480, toMinute: 1320, weekdays: [1, 2, 3, 4, 5], blackoutDates: ['2027-12-24'] },
      cooldownSec: 300,
      maxSpreadRatio: 0.003,
      maxPositionBase: 0.5,
      maxPositionQuote: 900,
      maxPositionEquityRatio: 0.25,
      maxOrdersPerHour: 20,
      maxOrdersPerMinute: 7,
      dailyLossLimitQuote: 200,
      dailyLossLimitRatio: 0.04,
      maxFeeRatio: 0.002,
      maxSlippageRatio: 0.004,
      maxConsecutiveLosses: 6,
      maxCapitalPerSymbolRatio: 0.3,
      maxTotalExposureRatio: 0.7,
      atrSpikeRatio: 0.4,
      maxCorrelation: -0.5,
      maxStaleCandles: 4,
      candlesAfterGap: 5,
      minNotionalMargin: 1.5,
      maxClockDriftMs: 1000,
    });
  });

  it('is conservative unless told: three positions, ten orders an hour, and what a day and a run may lose', () => {
    expect(engineSettings({}).risk).toMatchObject({
      maxPositions: 3,
      maxOrdersPerHour: 10,
      dailyLossLimitRatio: 0.05,
      maxDrawdownRatio: 0.15,
      maxConsecutiveLosses: 5,
      maxCapitalPerSymbolRatio: 0.2,
      maxTotalExposureRatio: 0.8,
    });
    expect(engineSettings({}).exits).toEqual({ stopLossRatio: 0.02 });
  });

  it('has none of these limits with RISK_PROFILE=open, but those that are set and the stop', () => {
    const { risk, exits } = engineSettings({ RISK_PROFILE: 'open', MAX_POSITIONS: '2' });
    const lifted = new Set([
      'maxOrdersPerHour',
      'dailyLossLimitRatio',
      'maxDrawdownRatio',
      'maxConsecutiveLosses',
      'maxCapitalPerSymbolRatio',
      'maxTotalExposureRatio',
    ]);
    expect(Object.keys(risk).filter((name) => lifted.has(name))).toEqual([]);
    expect(risk.maxPositions).toBe(2);
    expect(exits).toEqual({ stopLossRatio: 0.02 });
  });

  it('leaves out what is off', () => {
    const { risk, exits } = engineSettings({ MAX_DRAWDOWN_PCT: 'off', STOP_LOSS_PCT: '0', RISK_ATR_SPIKE_PCT: '0' });
    expect(Object.keys(risk)).not.toContain('maxDrawdownRatio');
    expect(Object.keys(risk)).not.toContain('atrSpikeRatio');
    expect(exits).toEqual({});
  });

  it('hands every exit on', () => {
    const { exits } = engineSettings({
      STOP_LOSS_PCT: '3%',
      TAKE_PROFIT_PCT: '6%',
      TRAILING_STOP_PCT: '2%',
      TRAILING_ACTIVATION_PCT: '1%',
      BREAK_EVEN_PCT: '1.5%',
      BREAK_EVEN_OFFSET_PCT: '0.5%',
      TIME_STOP_CANDLES: '96',
      ATR_STOP_MULTIPLE: '2.5',
      ATR_STOP_TRAILING: 'yes',
    });
    expect(exits).toEqual({
      stopLossRatio: 0.03,
      takeProfitRatio: 0.06,
      trailingStop: { distanceRatio: 0.02, activationRatio: 0.01 },
      breakEven: { activationRatio: 0.015, offsetRatio: 0.005 },
      timeStop: { maxCandles: 96 },
      atrStop: { multiple: 2.5, isTrailing: true },
    });
  });

  it.each([
    [{}, { kind: 'equityShare', share: 0.1 }],
    [{ POSITION_SIZE_QUOTE: '0.05' }, { kind: 'fixedQuote', quote: 0.05 }],
    [{ POSITION_SIZE_PCT: '5%' }, { kind: 'equityShare', share: 0.05 }],
    [{ POSITION_SIZE_MODE: 'equity' }, { kind: 'equityShare', share: 0.1 }],
    [
      { POSITION_SIZE_MODE: 'equity', POSITION_SIZE_QUOTE: '50', POSITION_SIZE_PCT: '5%' },
      { kind: 'equityShare', share: 0.05 },
    ],
    [
      { POSITION_SIZE_MODE: 'equity', POSITION_SIZE_PCT: '10%' },
      { kind: 'equityShare', share: 0.1 },
    ],
    [
      { POSITION_SIZE_MODE: 'risk', POSITION_SIZE_PCT: '1' },
      { kind: 'riskToStop', riskShare: 0.01 },
    ],
    [
      { POSITION_SIZE_MODE: 'atr', POSITION_SIZE_PCT: '0.5%', POSITION_SIZE_ATR_MULTIPLE: '3' },
      { kind: 'atrTarget', riskShare: 0.005, multiple: 3 },
    ],
  ])('turns %j into the size %j', (env, size) => {
    expect(engineSettings(env as unknown as Record<string, string>).size).toEqual(size);
  });

  it('hands on the rest', () => {
    const settings = engineSettings({
      SLIPPAGE_BPS: '5',
      DEPTH_QUOTE_PER_BPS: '1000',
      MAX_VOLUME_SHARE: '0.1',
      LATENCY_CANDLES: '1',
      LATENCY_MS: '250',
      IDEMPOTENCY_BUCKET_MS: '30000',
      IDEMPOTENCY_TTL_SEC: '600',
      INITIAL_CAPITAL: '5000',
      FEE_PCT: '0.1%',
      FEE_PCT_ESTIMATE: '0.15%',
      ENABLE_TRADING: 'false',
      DEGRADATION_LEVEL: '1',
    });
    expect(settings).toMatchObject({
      simulation: {
        slippageBps: 5,
        depthQuotePerBps: 1000,
        maxVolumeShare: 0.1,
        latencyCandles: 1,
        latencyMs: 250,
      },
      idempotency: { bucketMs: 30_000, ttlMs: 600_000 },
      initialCapital: 5000,
      feeEstimateRatio: 0.0015,
      isTradingEnabled: false,
      tradingStateLimit: 'reducing',
    });
    expect(engineSettings({}).tradingStateLimit).toBe('active');
  });
});
