import { NO_TAKING_COSTS, type TakingCosts } from '../costs/taking-costs.ts';
import type { ExitSettings } from '../exits/index.ts';
import type { RiskSettings } from '../risk/index.ts';
import type { SizeSpec } from '../sizing/index.ts';
import type { ModelScore, StrategyDefinition } from '../strategies/api/index.ts';

/** One strategy on one instrument: it has its own position, and shares the portfolio. */
export interface LaneSpec {
  readonly symbol: string;
  readonly strategy: StrategyDefinition;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Contents of files that text parameters name. */
  readonly attachments?: Readonly<Record<string, string>>;
  readonly model?: ModelScore;
  /** Not configured any more: what it holds is guarded until it is left, and nothing is entered. */
  readonly isRetired?: true;
}

/** How an exit leaves that the book cannot take whole. */
export interface ExitSlices {
  /** Slippage that the first slice may cost; as much is added with each step. */
  readonly ceilingRatio: number;
  readonly stepMs: number;
}

/** What the engine is configured with; the same in backtest, paper and live. */
export interface EngineSettings {
  /** Interval of the candles it is told. */
  readonly intervalMs: number;
  readonly lanes: readonly LaneSpec[];
  readonly risk: RiskSettings;
  readonly exits: ExitSettings;
  readonly size: SizeSpec;
  /** Off: decisions are made and shown, no entry leaves. */
  readonly isTradingEnabled: boolean;
  /** Present where the depth of the book is known and exits are to be sliced by it. */
  readonly exitSlices?: ExitSlices;
  /** What taking is reckoned to cost where no order book says it. */
  readonly takingCosts: TakingCosts;
  /** The spread is told by quotes, and not known without one that is no older; absent, it is that of `takingCosts`. */
  readonly quoteMaxAgeMs?: number;
  readonly idempotency: { readonly bucketMs: number; readonly ttlMs: number };
  /** Resting entry orders older than this are canceled. */
  readonly orderMaxAgeMs: number;
  /** A position without armed exits for longer than this is sold at market. */
  readonly nakedLimitMs: number;
}

export const DEFAULT_ENGINE_LIMITS = {
  isTradingEnabled: true,
  takingCosts: NO_TAKING_COSTS,
  idempotency: { bucketMs: 60_000, ttlMs: 3_600_000 },
  orderMaxAgeMs: 3_600_000,
  nakedLimitMs: 10_000,
} as const;
