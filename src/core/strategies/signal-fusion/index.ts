/** The default strategy, its one decision function and the signals it weighs. */
export { type FusionDecision, type FusionInputs, type FusionSettings, createFusionDecision, decide } from './decide.ts';
export { fusionParameters, fusionSettings } from './settings.ts';
export { signalFusion } from './signal-fusion.ts';
export { signals } from './signals/index.ts';
