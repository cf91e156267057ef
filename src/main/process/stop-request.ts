import { isatty } from 'node:tty';
import { STOP_SIGNALS } from './signals.ts';

/** Asked to stop, from outside or by a defect: heard once, whatever comes after. */
export type StopCause =
  | { readonly type: 'signal'; readonly signal: NodeJS.Signals }
  /** Whoever started this process, and would pass signals on, is gone. */
  | { readonly type: 'orphaned'; readonly by: string }
  | { readonly type: 'defect'; readonly error: unknown };

export interface StopRequest {
  /** Resolves with the first cause. */
  readonly requested: Promise<StopCause>;
  readonly isRequested: boolean;
  /** Resolves with a second signal: what need not be waited for is not. */
  readonly hurried: Promise<void>;
  /** Called with every signal, also with those that came before. */
  onSignal(listener: (signal: NodeJS.Signals) => void): void;
  /** Called at a SIGHUP that does not mean that the terminal is gone. */
  onHangup(listener: () => void): void;
  request(cause: StopCause): void;
  /** From here on defects are a cause to stop as well. One that comes late must not cut off what is being written. */
  catchDefects(): void;
}

/** Of signals that nobody has asked for yet. */
const MOST_KEPT = 16;

/** Hears signals from here on. SIGUSR1, at which the runtime would let a debugger in, does nothing. */
export function listenForStop(): StopRequest {
  const first = Promise.withResolvers<StopCause>();
  const second = Promise.withResolvers<void>();
  const signalListeners: ((signal: NodeJS.Signals) => void)[] = [];
  const heard: NodeJS.Signals[] = [];
  const hangupListeners: (() => void)[] = [];
  const hadTerminal = hasTerminal();
  let isRequested = false;
  const request = (cause: StopCause): void => {
    if (isRequested) second.resolve();
    isRequested = true;
    first.resolve(cause);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    heard.push(signal);
    heard.splice(0, heard.length - MOST_KEPT);
    // A terminal that was closed says so by the same signal that asks services to open their logs anew.
    if (signal === 'SIGHUP' && !(hadTerminal && !hasTerminal())) for (const listener of hangupListeners) listener();
    else request({ type: 'signal', signal });
    for (const listener of signalListeners) listener(signal);
  };
  const onDefect = (error: unknown): void => request({ type: 'defect', error });
  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  process.on('SIGHUP', onSignal);
  process.on('SIGUSR1', () => undefined);
  return {
    requested: first.promise,
    get isRequested() {
      return isRequested;
    },
    hurried: second.promise,
    onSignal: (listener) => {
      signalListeners.push(listener);
      for (const signal of heard) listener(signal);
    },
    onHangup: (listener) => void hangupListeners.push(listener),
    request,
    catchDefects: () => void process.on('uncaughtException', onDefect).on('unhandledRejection', onDefect),
  };
}

function hasTerminal(): boolean {
  return [0, 1, 2].some((descriptor) => isatty(descriptor));
}
