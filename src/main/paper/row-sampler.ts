import type { EngineView } from '../../core/engine/index.ts';
import type { ProjectionWriter } from '../../ports/index.ts';
import type { EntryCursor } from '../../runtime/index.ts';

const SAMPLE_MS = 5 * 60_000;

/** After each entry: samples equity every five minutes of market time and with each flow, and closes the entry's rows. */
export function createRowSampler(
  writer: ProjectionWriter,
  cursor: EntryCursor,
  state: () => EngineView,
): { readonly applied: (sequence: number) => void } {
  let nextMs = Number.NEGATIVE_INFINITY;
  let flow = 0;
  return {
    applied: (sequence) => {
      const { equity, cash, peakEquity, returnRatio, netFlow, hasBegun } = state().portfolio;
      // A sample holds every flow up to its time, so that a difference of two is profit and the flows between them.
      if (hasBegun && (cursor.timeMs >= nextMs || netFlow !== flow)) {
        nextMs = (Math.floor(cursor.timeMs / SAMPLE_MS) + 1) * SAMPLE_MS;
        flow = netFlow;
        const drawdownRatio = peakEquity > 0 ? 1 - equity / peakEquity : 0;
        writer.equitySampled(sequence, { timeMs: cursor.timeMs, equity, cash, drawdownRatio, returnRatio });
      }
      writer.applied(sequence);
    },
  };
}
