import { addToEnvironment } from './environment.ts';
import type { Begin, Report, RestartNote } from './messages.ts';
import type { StopRequest } from './stop-request.ts';

/** The bot's side of its supervisor. */
export interface Supervision {
  /** Present after a crash. */
  readonly restart: RestartNote | undefined;
  started(restartLimit: number): void;
}

/** Introduces the bot to its supervisor; when that one is gone, nobody would pass signals on, and the bot stops. */
export async function joinSupervisor(stop: StopRequest): Promise<Supervision> {
  const begin = Promise.withResolvers<Begin>();
  process.once('message', (message) => begin.resolve(message as Begin));
  process.on('disconnect', () => {
    stop.request({ type: 'orphaned', by: 'its supervisor' });
    // As if asked twice: whoever starts the next bot finds the database free the sooner.
    stop.request({ type: 'orphaned', by: 'its supervisor' });
    begin.resolve({ type: 'begin', secrets: {} });
  });
  stop.onSignal((signal) => tell({ type: 'heard', signal }));
  const { secrets, restart } = await begin.promise;
  addToEnvironment(secrets);
  // Waiting for more must not keep a finished process up.
  process.channel?.unref();
  return { restart, started: (restartLimit) => tell({ type: 'started', restartLimit }) };
}

function tell(report: Report): void {
  if (process.connected) process.send?.(report, undefined, undefined, () => undefined);
}
