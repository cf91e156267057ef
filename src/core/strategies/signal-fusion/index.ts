/** The default strategy; `decide.ts` holds the one decision function, `signals/` what it weighs. */
export { signalFusion } from './signal-fusion.ts';
