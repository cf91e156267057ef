/** Limits that are reached, levels of every kind, and what else may happen between two candles. */
import type { EngineSettings } from '../../src/core/engine/index.ts';
import type { EngineEvent, OperatorAction } from '../../src/domain/index.ts';

/** Added to the rules of a run. */
export const ROUGH_RULES = {
  exits: {
    takeProfitRatio: 0.05,
    breakEven: { activationRatio: 0.02, offsetRatio: 0.001 },
    timeStop: { maxCandles: 9 },
  },
  risk: {
    dailyLossLimitRatio: 0.02,
    maxDrawdownRatio: 0.05,
    maxConsecutiveLosses: 4,
    maxOrdersPerHour: 30,
    cooldownSec: 120,
    maxClockDriftMs: 2500,
    minNotionalMargin: 1.1,
  },
  exitSlices: { ceilingRatio: 0.001, stepMs: 5000 },
  takingCosts: { spreadBps: 2, slippageBps: 1, depthQuotePerBps: 50 },
} satisfies Partial<EngineSettings>;

const ACTIONS: readonly OperatorAction[] = [
  { kind: 'setTradingState', state: 'active' },
  { kind: 'setTradingState', state: 'active' },
  { kind: 'setTradingState', state: 'reducing' },
  { kind: 'setTradingState', state: 'halted' },
  { kind: 'resetLossLimits' },
  { kind: 'closePosition', lane: 0 },
];

/** What happens next, by chance; `undefined` most of the time. */
export function trouble(chance: () => number, key: string, nowMs: number): EngineEvent | undefined {
  const luck = chance();
  if (luck < 0.04) {
    const action = ACTIONS[Math.floor(chance() * ACTIONS.length)] as OperatorAction;
    return { type: 'operatorActed', actor: 'ann', reason: 'trouble', key, action };
  }
  if (luck < 0.06) return { type: 'storageChanged', isWritable: chance() < 0.7, cause: 'trouble' };
  if (luck < 0.08) return { type: 'interruptionSeen', cause: 'trouble', freshAfterMs: nowMs };
  if (luck < 0.1) return { type: 'runResumed', commit: 'test', reason: 'trouble' };
  return luck < 0.13 ? { type: 'timerFired', clockDriftMs: Math.floor(chance() * 4000) } : undefined;
}
