/** The engine: `apply(entry)` in, commands out, a view to read. Its rooms are its own. */
export { StrategySetupError } from './decide/lane-setup.ts';
export { Engine } from './engine.ts';
export type { AdoptedTables } from './saved/adopted-tables.ts';
export { type Facts, factsOf } from './saved/facts.ts';
export type { Unrestored } from './saved/save-state.ts';
export { FOLD_VERSION } from './saved/fold.ts';
export type { EngineObserver, FundsFlow } from './observer.ts';
export type { OrderUnderJudgement } from './orders/risk-check.ts';
export { DEFAULT_ENGINE_LIMITS, type EngineSettings, type LaneSpec } from './settings.ts';
export type { GuardStatus } from './state/position-guard.ts';
export type { EngineView, LaneView, MarketView, OrderView, ProtectiveOrderView } from './view.ts';
