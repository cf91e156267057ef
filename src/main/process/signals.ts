import { constants } from 'node:os';

/** Every signal that would end a process and can be heard; profilers keep theirs. */
const ENDING = [
  'SIGINT',
  'SIGTERM',
  'SIGQUIT',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGXCPU',
  'SIGPWR',
  'SIGIO',
  'SIGSTKFLT',
] as const satisfies readonly NodeJS.Signals[];

/** Those of them that this system has. */
export const STOP_SIGNALS: readonly NodeJS.Signals[] = ENDING.filter((signal) => signal in constants.signals);

/** As shells tell the end by a signal. */
export function codeOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
