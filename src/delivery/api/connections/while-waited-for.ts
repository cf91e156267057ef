import type { Socket } from 'node:net';

/** Does work that is worth nothing once the caller has gone; the signal says when that is. */
export async function whileWaitedFor<T>(socket: Socket, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const gone = new AbortController();
  const abort = (): void => gone.abort();
  if (socket.destroyed) abort();
  socket.once('close', abort);
  try {
    return await work(gone.signal);
  } finally {
    socket.removeListener('close', abort);
  }
}
