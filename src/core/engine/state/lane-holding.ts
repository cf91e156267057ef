import type { LanePosition } from '../../../domain/index.ts';
import type { Candle } from '../../../domain/market/candle.ts';
import type { Mutable } from '../../../domain/mutable.ts';
import { type Saved, restoreFields, saveFields, savedList, savedRecord, toSaved } from '../../../domain/saved.ts';
import { toSignal } from '../../../domain/units.ts';
import type { CandleContext, PositionView } from '../../strategies/api/index.ts';
import { PositionGuard } from './position-guard.ts';

const FIELDS = ['highestClose', 'strategyStopPrice', 'strategyTargetPrice'] as const;

/** What one lane holds: the ledger's exact position, its float64 mirror, and the levels that guard it. */
export class LaneHolding {
  readonly guard = new PositionGuard();
  /** As strategies and exit rules see it; `undefined` while flat. */
  position: Mutable<PositionView> | undefined;
  /** The ledger's position as of the latest fill; kept once flat, until the next entry. */
  exact: LanePosition | undefined;
  /** Since the entry, at least the price of each fill. */
  highestClose = 0;
  /** Levels that the strategy gave with its entry, `NaN` where it gave none. */
  strategyStopPrice = Number.NaN;
  strategyTargetPrice = Number.NaN;
  /** Counts changes that fills brought; what candles bring follows from them. */
  revision = 0;
  readonly #context: Mutable<CandleContext>;

  /** `context` is what the strategy is shown; its position follows this one. */
  constructor(context: Mutable<CandleContext>) {
    this.#context = context;
  }

  open(exact: LanePosition, fillPrice: number, nowMs: number): void {
    this.revision += 1;
    this.exact = exact;
    this.position = {
      quantity: toSignal(exact.quantity),
      entryPrice: toSignal(exact.averageEntryPrice),
      entryTimeMs: nowMs,
      candlesHeld: 0,
      entries: 1,
      profitRatio: 0,
    };
    this.#context.position = this.position;
    this.highestClose = fillPrice;
  }

  /** Another fill of an entry while the position is open; the first one of a further order counts as an entry. */
  grow(exact: LanePosition, fillPrice: number, isFirstFill: boolean): void {
    this.follow(exact);
    // Somebody traded there as well, and the average may now be above every close so far.
    this.highestClose = Math.max(this.highestClose, fillPrice);
    if (isFirstFill) this.#open.entries += 1;
  }

  /** What is held, at the average price of its lots, while the position is open. */
  follow(exact: LanePosition): void {
    this.revision += 1;
    this.exact = exact;
    this.#open.quantity = toSignal(exact.quantity);
    this.#open.entryPrice = toSignal(exact.averageEntryPrice);
  }

  close(): void {
    this.revision += 1;
    this.position = undefined;
    this.#context.position = undefined;
    this.forgetStrategyLevels();
    this.guard.clear();
  }

  /** A candle closed while the position is open; says whether it closed higher than any before. */
  candleClosed({ close }: Candle): boolean {
    const position = this.#open;
    position.candlesHeld += 1;
    position.profitRatio = close / position.entryPrice - 1;
    if (close <= this.highestClose) return false;
    this.highestClose = close;
    return true;
  }

  /** With the fill that opened or grew the position. A level that the entry does not give stays as an earlier one left it. */
  setStrategyLevels(stopPrice: number | undefined, targetPrice: number | undefined): void {
    this.strategyStopPrice = stopPrice ?? this.strategyStopPrice;
    this.strategyTargetPrice = targetPrice ?? this.strategyTargetPrice;
  }

  forgetStrategyLevels(): void {
    this.strategyStopPrice = Number.NaN;
    this.strategyTargetPrice = Number.NaN;
  }

  /** What the books say is the ledger's. */
  save(): Saved {
    return [...this.saveOwn(), this.guard.save()];
  }

  /** The same without the levels that guard it. */
  saveOwn(): readonly Saved[] {
    return [toSaved(this.position), ...saveFields(this, FIELDS)];
  }

  /** With what the ledger says that the lane holds. @throws UnreadableSave */
  restore(saved: Saved | undefined, exact: LanePosition | undefined): void {
    const values = savedList(saved, 'holding', FIELDS.length + 2);
    this.restoreOwn(values.slice(0, -1), exact);
    this.guard.restore(values.at(-1));
  }

  /** @throws UnreadableSave */
  restoreOwn(saved: Saved | undefined, exact: LanePosition | undefined): void {
    const [position, ...values] = savedList(saved, 'holding', FIELDS.length + 1);
    this.position =
      position === null ? undefined : ({ ...savedRecord(position, 'position') } as unknown as PositionView);
    this.#context.position = this.position;
    this.exact = exact;
    restoreFields(this, FIELDS, { saved: values, what: 'holding' });
  }

  get #open(): Mutable<PositionView> {
    return this.position as Mutable<PositionView>;
  }
}
