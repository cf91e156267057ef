/** Builds the full story of a lane's latest candle; only when asked, on an order, or on a denial. */
import type { Decision, Explanation } from '../../domain/decision.ts';
import { finiteOrNull } from '../../domain/json/finite-or-null.ts';
import type { Assessment } from '../strategies/api/index.ts';
import { plainAssessment } from './decide/plain-words.ts';
import type { EngineState } from './state/engine-state.ts';
import type { Lane } from './state/lane.ts';

type Signals = Record<string, number | string | boolean | null>;

/** The decision of the lane's latest closed candle, the same however often and whenever it is built. */
export function explainLane(state: EngineState, lane: Lane): Decision {
  const given = lane.isStopped || !lane.isWarm() ? undefined : lane.assess?.();
  const assessment = given && plainAssessment(given);
  const { outcome } = lane;
  const isHold = outcome.action === 'hold';
  const score = assessment?.score ?? (outcome.action === 'buy' ? 1 : outcome.action === 'sell' ? 0 : 0.5);
  return {
    id: lane.decisionId,
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
    signals: signalsOf(lane, given?.signals),
    weights: given?.weights ?? {},
    thresholds: given?.thresholds ?? {},
    blocks: given?.blocks ? [...given.blocks, ...lane.outcome.denials] : lane.outcome.denials,
    context: given?.context ? { ...contextOf(state, lane), ...given.context } : contextOf(state, lane),
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
  const { position, guard } = lane;
  const { last, lastOpenTimeMs } = state.market(lane.instrument);
  return {
    symbol: lane.symbol,
    strategy: lane.name,
    candleOpenTimeMs: lastOpenTimeMs,
    price: finiteOrNull(last),
    equity: state.portfolio.equity,
    tradingState: state.control.tradingState,
    position: position?.quantity ?? 0,
    entryPrice: position?.entryPrice ?? null,
    stopPrice: finiteOrNull(guard.stopPrice),
    targetPrice: finiteOrNull(guard.targetPrice),
    guard: guard.status,
    order: lane.outcome.clientOrderId ?? null,
  };
}

function signalsOf(lane: Lane, given: Signals | undefined): Signals {
  return Object.assign(lane.lines.values(), given);
}
