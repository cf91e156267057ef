import type { LaneView } from '../../core/engine/index.ts';
import type { Decision, Denial } from '../../domain/index.ts';
import type { ProjectionReader } from '../../ports/index.ts';
import { noteOrders, stepOf } from './lane-step.ts';
import type { LaneStep } from './told.ts';
import { type Step, readFacts } from './walk.ts';

export interface RehearsedLane {
  readonly lane: LaneView;
  readonly recorded: LaneStep;
  readonly recomputed: LaneStep;
  /** What this version decides; of a hold as well. */
  readonly decision: Decision | undefined;
}

/** More than one entry can be denied for. */
const MOST_DENIALS = 10_000;

/** Takes the entry in, and tells for each lane what was decided on it and what would be now. */
export async function rehearseEntry(
  { engine, recorded: { entry, facts } }: Step,
  reader: Pick<ProjectionReader, 'denials'>,
): Promise<readonly RehearsedLane[]> {
  const before = noteOrders(engine.view);
  const heard = new Hearing();
  const second = engine.rehearse(entry, readFacts(facts), heard.observer);
  const denials = await recordedDenials(reader, entry.sequence);
  return engine.view.lanes.map((lane, id) => ({
    lane,
    recorded: stepOf(engine.view, lane, { before, denials: denials.get(id) ?? [] }),
    recomputed: stepOf(second.view, second.view.lanes[id] as LaneView, {
      before,
      denials: heard.denials.get(id) ?? [],
    }),
    decision: heard.decisions.get(id) ?? second.explain(id),
  }));
}

/** What the second engine decides while it takes the entry: later it explains with what came of it. */
class Hearing {
  readonly denials = new Map<number, readonly Denial[]>();
  readonly decisions = new Map<number, Decision>();
  readonly observer = {
    decisionMade: (lane: LaneView, decision: Decision) => void this.decisions.set(lane.id, decision),
    entryDenied: (lane: LaneView, denials: readonly Denial[]) => {
      this.denials.set(lane.id, [...(this.denials.get(lane.id) ?? []), ...denials]);
    },
  };
}

async function recordedDenials(
  reader: Pick<ProjectionReader, 'denials'>,
  sequence: number,
): Promise<ReadonlyMap<number, readonly Denial[]>> {
  const rows = await reader.denials({ sequence, limit: MOST_DENIALS });
  const byLane = Map.groupBy(rows.toReversed(), ({ lane }) => lane);
  return new Map([...byLane].map(([lane, denied]) => [lane, denied.map(({ block }) => block)]));
}
