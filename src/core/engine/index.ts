/** The engine: `apply(entry)` in, commands out. */
export { awaitsClock } from './awaits-clock.ts';
export { Engine } from './engine.ts';
export { explainLane } from './explain.ts';
export type { GuardStatus } from './guard.ts';
export { Lane, type LanePosition } from './lane.ts';
export { StrategySetupError } from './lane-setup.ts';
export type { InstrumentMarket } from './market.ts';
export type { EngineObserver } from './observer.ts';
export { TrackedOrder } from './orders.ts';
export { type OrderUnderJudgement, readLimits } from './risk-check.ts';
export { DEFAULT_ENGINE_LIMITS, type EngineSettings, type LaneSpec } from './settings.ts';
export { EngineState } from './state.ts';
