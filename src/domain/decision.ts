/** What a strategy concluded for one candle, and everything needed to say why. */
export type Action = 'buy' | 'sell' | 'hold';

export type Regime = 'bull' | 'bear' | 'sideways' | 'volatile' | 'unknown';

/** Why an intent did not become an order. `code` is closed and machine-readable, `message` is for people. */
export interface Denial {
  readonly rule: string;
  readonly code: string;
  readonly message: string;
  readonly limit?: number | string;
  readonly value?: number | string;
}

export interface Explanation {
  /** Indicator and rule values by name, as the decision saw them. */
  readonly signals: Readonly<Record<string, number | string | boolean | null>>;
  readonly weights: Readonly<Record<string, number>>;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly blocks: readonly Denial[];
  /** Time, price, position, regime and what else surrounded the decision. */
  readonly context: Readonly<Record<string, number | string | boolean | null>>;
  readonly model: { readonly name: string; readonly version: string } | null;
}

export interface Decision {
  /** Deterministic: run, lane and candle. Its first eight characters enter the idempotency key. */
  readonly id: string;
  readonly action: Action;
  readonly reason: string;
  /** The rules' score, 0..1. */
  readonly score: number;
  /** The score after the model was blended in, 0..1; equal to `score` without a model. */
  readonly scoreBlended: number;
  readonly confidence: number;
  readonly regime: Regime;
  readonly explain: Explanation;
}
