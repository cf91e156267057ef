/** Who can reach the server, and what has to be configured before strangers can. */
import { isIP } from 'node:net';
import type { ServerOptions } from '../server-options.ts';

type Exposure = Pick<ServerOptions, 'host' | 'apiToken' | 'isRemoteAccessAllowed'>;

export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** Reading needs no token only where nobody but this machine can ask. */
export function isReadingOpen(exposure: Exposure): boolean {
  return isLoopback(exposure.host) && !exposure.isRemoteAccessAllowed;
}

/** Why the server must not listen there, and what to do; `undefined` when it may. */
export function exposureProblem({ host, apiToken, isRemoteAccessAllowed }: Exposure): string | undefined {
  if (isLoopback(host)) return undefined;
  const missing = [
    ...(apiToken === undefined ? ['API_TOKEN (32 random bytes, e.g. from "openssl rand -hex 32")'] : []),
    ...(isRemoteAccessAllowed ? [] : ['ALLOW_REMOTE_ACCESS=true']),
  ];
  if (missing.length === 0) return undefined;
  return `HOST=${host} can be reached from other machines: set ${missing.join(' and ')} first, or HOST=127.0.0.1`;
}

/**
 * Whether a request that names `hostHeader` may be answered. While reading is open, names other than this machine's are
 * refused: a web page that has its own name point here could read everything otherwise.
 */
export function isHostExpected(exposure: Exposure, hostHeader: string | undefined): boolean {
  if (!isReadingOpen(exposure)) return true;
  return hostHeader !== undefined && isLoopback(hostHeader.replace(/:\d+$/, ''));
}

/** A page of another origin must not steer the bot through its visitor's browser. */
export function isSameOrigin(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return false;
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return typeof origin === 'string' && URL.canParse(origin) && new URL(origin).host === host;
}
