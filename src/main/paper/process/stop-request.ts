/** Asked to stop, from outside or by a defect: heard once, whatever comes after. */
export type StopCause =
  | { readonly type: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly type: 'defect'; readonly error: unknown };

export interface StopRequest {
  /** Resolves with the first cause. */
  readonly requested: Promise<StopCause>;
  readonly isRequested: boolean;
  /** Resolves with a second signal: what need not be waited for is not. */
  readonly hurried: Promise<void>;
  /** Errors are nobody's again. Signals stay heard: one that comes late must not cut off what is being written. */
  dispose(): void;
}

export function listenForStop(): StopRequest {
  const first = Promise.withResolvers<StopCause>();
  const second = Promise.withResolvers<void>();
  let isRequested = false;
  const request = (cause: StopCause): void => {
    if (isRequested) second.resolve();
    isRequested = true;
    first.resolve(cause);
  };
  const onSignal = (signal: NodeJS.Signals): void => request({ type: 'signal', signal });
  const onDefect = (error: unknown): void => request({ type: 'defect', error });
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  process.on('uncaughtException', onDefect).on('unhandledRejection', onDefect);
  return {
    requested: first.promise,
    get isRequested() {
      return isRequested;
    },
    hurried: second.promise,
    dispose: () => {
      process.off('uncaughtException', onDefect).off('unhandledRejection', onDefect);
    },
  };
}
