import type { ExitSettings } from '../../core/exits/rule.ts';
import type { RiskSettings } from '../../core/risk/rule.ts';
import type { SimulationSettings } from '../../core/simulation/contract.ts';
import type { SizeSpec } from '../../core/sizing/spec.ts';
import type { TradingState } from '../../domain/trading-state.ts';
import { assert } from '../../domain/assert.ts';
import type { SettingValues } from './settings.ts';
import { DEFAULT_EQUITY_SHARE, sizeModeOf } from './size-mode.ts';

/** What the core is configured with. Ratios are 0..1, durations milliseconds unless the name says otherwise. */
export interface CoreSettings {
  readonly risk: RiskSettings;
  readonly exits: ExitSettings;
  readonly size: SizeSpec;
  readonly simulation: SimulationSettings;
  readonly idempotency: { readonly bucketMs: number; readonly ttlMs: number };
  readonly orderMaxAgeMs: number;
  /** Cash a simulated account starts with, in quote. */
  readonly initialCapital: number;
  /** The fee reckoned with where the venue has not told its own. */
  readonly feeEstimateRatio: number;
  readonly isTradingEnabled: boolean;
  /** The loosest trading state that DEGRADATION_LEVEL leaves. */
  readonly tradingStateLimit: TradingState;
}

/** Translates settings as people write them into the contracts of the core; limits that are off are left out. */
export function toCoreSettings(settings: SettingValues): CoreSettings {
  const { mode, idempotency, simulation } = settings;
  return {
    risk: toRiskSettings(settings),
    exits: toExitSettings(settings),
    size: toSizeSpec(settings),
    simulation: {
      spreadBps: simulation.spreadBps,
      slippageBps: simulation.slippageBps,
      depthQuotePerBps: simulation.depthQuotePerBps,
      maxVolumeShare: simulation.maxVolumeShareRatio,
      latencyCandles: simulation.latencyCandles,
      latencyMs: simulation.latencyMs,
    },
    idempotency: { bucketMs: idempotency.bucketMs, ttlMs: idempotency.keepMs },
    orderMaxAgeMs: idempotency.orderMaxAgeMs,
    initialCapital: mode.initialCapital,
    feeEstimateRatio: settings.risk.feeEstimateRatio,
    isTradingEnabled: mode.isTradingEnabled,
    tradingStateLimit: mode.degradationLevel === 'none' ? 'active' : mode.degradationLevel,
  };
}

function toRiskSettings({ risk, size, idempotency }: SettingValues): RiskSettings {
  const { cooldownMs, feeEstimateRatio: _, ...same } = risk;
  return withoutAbsent({
    ...same,
    cooldownSec: cooldownMs === undefined ? undefined : cooldownMs / 1000,
    maxPositionQuote: size.maxSizeQuote,
    maxOrdersPerMinute: idempotency.ordersPerMinute,
  });
}

function toExitSettings({ exits }: SettingValues): ExitSettings {
  const distanceRatio = exits.trailingDistanceRatio;
  const activationRatio = exits.breakEvenActivationRatio;
  const maxCandles = exits.timeStopCandles;
  const multiple = exits.atrStopMultiple;
  return withoutAbsent({
    stopLossRatio: exits.stopLossRatio,
    takeProfitRatio: exits.takeProfitRatio,
    trailingStop:
      distanceRatio === undefined ? undefined : { distanceRatio, activationRatio: exits.trailingActivationRatio },
    breakEven: activationRatio === undefined ? undefined : { activationRatio, offsetRatio: exits.breakEvenOffsetRatio },
    timeStop: maxCandles === undefined ? undefined : { maxCandles },
    atrStop: multiple === undefined ? undefined : { multiple, isTrailing: exits.isAtrStopTrailing },
  });
}

function toSizeSpec({ size }: SettingValues): SizeSpec {
  const mode = sizeModeOf(size);
  const { sizeQuote: quote, sizeShareRatio: share } = size;
  if (mode === 'equity') return { kind: 'equityShare', share: share ?? DEFAULT_EQUITY_SHARE };
  if (mode === 'fixed') {
    assert(quote !== undefined, 'POSITION_SIZE_QUOTE must be set for fixed sizes; the checks see to it');
    return { kind: 'fixedQuote', quote };
  }
  assert(share !== undefined, 'POSITION_SIZE_PCT must be set for sizes by risk; the checks see to it');
  if (mode === 'risk') return { kind: 'riskToStop', riskShare: share };
  return { kind: 'atrTarget', riskShare: share, multiple: size.sizeAtrMultiple };
}

type Present<Value> = { readonly [Name in keyof Value]?: Exclude<Value[Name], undefined> };

/** A limit that is off is a key that is not there. */
function withoutAbsent<Value extends object>(value: Value): Present<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Present<Value>;
}
