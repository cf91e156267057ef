import type { FastifyInstance } from 'fastify';

/** The server cannot be reached there; the message says why and what to do. */
export class ListenFailure extends Error {
  override readonly name = 'ListenFailure';
}

const ADVICE: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_host, port) =>
    `port ${port} is taken by another program: stop that one, or set PORT (0 takes a free one)`,
  EACCES: (_host, port) => `port ${port} is not open to ordinary users: set PORT to 1024 or above`,
  EADDRNOTAVAIL: (host) => `this machine has no address ${host}: set HOST=127.0.0.1`,
  ENOTFOUND: (host) => `HOST=${host} is not the name of an address: set HOST=127.0.0.1`,
};

/** @throws ListenFailure when the address is taken, not allowed or not ours. */
export async function listenOn(app: FastifyInstance, host: string, port: number): Promise<{ readonly url: string }> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const advice = ADVICE[code];
    if (!advice) throw error;
    throw new ListenFailure(`the server cannot listen: ${advice(host, port)}`, { cause: error });
  }
  const address = app.server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}` };
}
