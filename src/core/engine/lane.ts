import type { Candle } from '../../domain/candle.ts';
import type { Block } from '../../domain/decision.ts';
import type { LanePosition as HeldPosition } from '../../domain/index.ts';
import { type Indicator, Line } from '../indicators/index.ts';
import type { EnterLong } from '../strategies/api/define.ts';
import type {
  Assessment,
  CandleContext,
  EntryOptions,
  ExitOptions,
  Intent,
  OnCandle,
  PositionView,
} from '../strategies/api/index.ts';
import { PositionGuard } from './guard.ts';
import { decisionIdOf } from './identifiers.ts';
import type { IndicatorHub } from './indicator-hub.ts';
import type { InstrumentMarket } from './market.ts';
import type { TrackedOrder } from './orders.ts';
import type { LaneSpec } from './settings.ts';

const NO_CANDLE: Candle = { openTimeMs: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The position as strategies and exit rules see it; float64, refreshed at fills and candles. */
export type LanePosition = Mutable<PositionView>;

/** What became of the lane's latest candle. */
export interface LaneOutcome {
  action: 'buy' | 'sell' | 'hold';
  reason: string;
  blocks: readonly Block[];
  clientOrderId: string | undefined;
}

/** One strategy on one instrument, in motion. */
export class Lane {
  readonly id: number;
  readonly spec: LaneSpec;
  readonly market: InstrumentMarket;
  readonly guard = new PositionGuard();
  readonly context: Mutable<CandleContext>;
  /** Each declared indicator with the series it runs on. */
  readonly uses: { readonly indicator: Indicator; readonly hub: IndicatorHub }[] = [];
  /** Their lines by name, as explanations list them. */
  readonly lines: { readonly label: string; readonly line: Line }[] = [];
  onCandle: OnCandle = () => undefined;
  assess: (() => Assessment) | undefined;
  isStopped = false;
  stopReason = '';
  position: LanePosition | undefined;
  /** The ledger's exact position as of the latest fill; kept once flat, until the next entry. */
  held: HeldPosition | undefined;
  highestClose = 0;
  strategyStopPrice = Number.NaN;
  strategyTargetPrice = Number.NaN;
  entryOrder: TrackedOrder | undefined;
  exitOrder: TrackedOrder | undefined;
  /** The wish behind `entryOrder`, for the case that it never reached the venue. */
  entryIntent: EnterLong | undefined;
  /** Part of the position that `exitOrder` is to sell, all of it when absent; for the same case. */
  exitShare: number | undefined;
  /** Set when an exit ended without selling all: tried again with the next candle or timer. */
  pendingExitReason = '';
  readonly outcome: LaneOutcome = { action: 'hold', reason: '', blocks: [], clientOrderId: undefined };
  #isWarm = false;

  constructor(id: number, spec: LaneSpec, market: InstrumentMarket) {
    this.id = id;
    this.spec = spec;
    this.market = market;
    this.context = {
      candle: NO_CANDLE,
      index: -1,
      position: undefined,
      enterLong: (options: EntryOptions): Intent => ({ kind: 'enterLong', ...options }),
      exit: (options: ExitOptions): Intent => ({ kind: 'exit', ...options }),
    };
  }

  /** Id of the decision on the latest candle. */
  get decisionId(): string {
    return decisionIdOf(this);
  }

  get name(): string {
    return this.spec.strategy.name;
  }

  get maxEntries(): number {
    return this.spec.strategy.maxEntries ?? 1;
  }

  /** Takes note of an indicator that the strategy declared, under the name it is explained by. */
  declare(indicator: Indicator, hub: IndicatorHub, label: string): void {
    this.uses.push({ indicator, hub });
    const { output } = indicator;
    if (output instanceof Line) this.lines.push({ label, line: output });
    else for (const [name, line] of Object.entries(output)) this.lines.push({ label: `${label}.${name}`, line });
  }

  /** Whether every indicator the strategy declared has seen enough candles. */
  isWarm(): boolean {
    if (this.#isWarm) return true;
    for (const { indicator, hub } of this.uses) if (hub.count < indicator.warmUp) return false;
    this.#isWarm = true;
    return true;
  }

  hold(): void {
    const { outcome } = this;
    if (outcome.action === 'hold' && outcome.blocks.length === 0) return;
    outcome.action = 'hold';
    outcome.reason = '';
    outcome.blocks = [];
    outcome.clientOrderId = undefined;
  }
}
