/** The process around the program: what it leaves behind, which signals it hears, who starts it again. */
export { isSupervised, stateFolder } from './environment.ts';
export { makePrivate } from './private-process.ts';
export { type StopCause, type StopRequest, listenForStop } from './stop-request.ts';
export { type Supervision, joinSupervisor } from './supervised.ts';
export { supervise } from './supervise.ts';
export { watchWrappers } from './wrappers.ts';
