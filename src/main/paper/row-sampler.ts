import { accountFigures, positionFigures } from '../../core/performance/index.ts';
import type { EngineView, LaneView } from '../../core/engine/index.ts';
import type { AccountRow, EquityRow, HeldRow, ProjectionWriter } from '../../ports/index.ts';
import type { EntryCursor } from '../../runtime/index.ts';

const SAMPLE_MS = 5 * 60_000;

/**
 * After each entry: samples equity every five minutes of market time and with each flow, and closes the entry's rows. Each
 * commit keeps the account as it is then.
 */
export function createRowSampler(
  writer: ProjectionWriter,
  cursor: EntryCursor,
  state: () => EngineView,
): { readonly applied: (sequence: number) => void } {
  let nextMs = Number.NEGATIVE_INFINITY;
  let flow = 0;
  writer.keepAccount(() => (state().portfolio.hasBegun ? accountRow(state(), cursor.timeMs) : undefined));
  return {
    applied: (sequence) => {
      const { netFlow, hasBegun } = state().portfolio;
      // A sample holds every flow up to its time, so that a difference of two is profit and the flows between them.
      if (hasBegun && (cursor.timeMs >= nextMs || netFlow !== flow)) {
        nextMs = (Math.floor(cursor.timeMs / SAMPLE_MS) + 1) * SAMPLE_MS;
        flow = netFlow;
        writer.equitySampled(sequence, equityRow(state(), cursor.timeMs));
      }
      writer.applied(sequence);
    },
  };
}

function equityRow(view: EngineView, timeMs: number): EquityRow {
  const { equity, cash, drawdownRatio, returnRatio, profit } = accountFigures(view);
  return { timeMs, equity, cash, drawdownRatio, returnRatio, profit };
}

function accountRow(view: EngineView, timeMs: number): AccountRow {
  return { ...equityRow(view, timeMs), positions: view.lanes.flatMap((lane) => heldRow(view, lane)) };
}

function heldRow(view: EngineView, lane: LaneView): HeldRow[] {
  const held = view.ledger.position(lane.id);
  const figures = positionFigures(view, lane);
  if (!held || !figures) return [];
  const { quantity, averageEntryPrice, feesNotional, entryTimeMs } = held;
  return [
    {
      lane: lane.id,
      strategy: lane.name,
      instrument: lane.instrument,
      quantity,
      entryPrice: averageEntryPrice,
      fees: feesNotional,
      openedTimeMs: entryTimeMs,
      lastPrice: view.market(lane.instrument).last,
      ...figures,
    },
  ];
}
