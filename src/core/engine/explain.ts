/** Builds the full story of a lane's latest candle; only when asked, on an order, or on a denial. */
import type { Decision, Explanation } from '../../domain/decision.ts';
import type { Assessment } from '../strategies/api/index.ts';
import { decisionIdOf } from './identifiers.ts';
import type { Lane } from './lane.ts';
import type { EngineState } from './state.ts';

type Signals = Record<string, number | string | boolean | null>;

/** The decision of the lane's latest closed candle, the same however often and whenever it is built. */
export function explainLane(state: EngineState, lane: Lane): Decision {
  const assessment = lane.isStopped || !lane.isWarm() ? undefined : lane.assess?.();
  const { outcome } = lane;
  const isHold = outcome.action === 'hold';
  const score = assessment?.score ?? (outcome.action === 'buy' ? 1 : outcome.action === 'sell' ? 0 : 0.5);
  return {
    id: decisionIdOf(lane),
    action: outcome.action,
    reason: isHold ? holdReason(lane, assessment) : outcome.reason,
    score,
    scoreBlended: assessment?.scoreBlended ?? score,
    confidence: assessment?.confidence ?? Math.abs(score - 0.5) * 2,
    regime: assessment?.regime ?? 'unknown',
    explain: explanationOf(state, lane, assessment),
  };
}

function explanationOf(state: EngineState, lane: Lane, assessment: Assessment | undefined): Explanation {
  const given = assessment?.explain;
  return {
    signals: { ...indicatorValues(lane), ...given?.signals },
    weights: given?.weights ?? {},
    thresholds: given?.thresholds ?? {},
    blocks: [...(given?.blocks ?? []), ...lane.outcome.blocks],
    context: { ...contextOf(state, lane), ...given?.context },
    model: given?.model ?? (lane.spec.model ? { name: lane.spec.model.name, version: lane.spec.model.version } : null),
  };
}

function holdReason(lane: Lane, assessment: Assessment | undefined): string {
  if (lane.isStopped) return `strategy is stopped: ${lane.stopReason}`;
  if (!lane.isWarm()) return 'indicators are warming up';
  if (assessment?.reason) return assessment.reason;
  return lane.position ? 'no reason to leave the position' : 'no entry signal';
}

function contextOf(state: EngineState, lane: Lane): Signals {
  const { market, position, guard } = lane;
  return {
    symbol: market.instrument.symbol,
    strategy: lane.name,
    candleOpenTimeMs: market.lastOpenTimeMs,
    price: orNull(market.last),
    equity: state.portfolio.equity,
    tradingState: state.tradingState,
    position: position?.quantity ?? 0,
    entryPrice: position?.entryPrice ?? null,
    stopPrice: orNull(guard.stopPrice),
    targetPrice: orNull(guard.targetPrice),
    guard: guard.status,
    order: lane.outcome.clientOrderId ?? null,
  };
}

function indicatorValues(lane: Lane): Signals {
  const values: Signals = {};
  for (const { label, line } of lane.lines) values[label] = orNull(line.current);
  return values;
}

/** JSON has no NaN: what does not exist is null. */
function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
