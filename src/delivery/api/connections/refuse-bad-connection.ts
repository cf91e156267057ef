import type { Socket } from 'node:net';
import { errorBody } from '../api-error.ts';
import { securityHeaders } from '../security-headers.ts';

const ANSWERS: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'requestTimeout', 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'headersTooLarge', 'The headers are too large.'],
};

/** Answers what is not HTTP, or takes too long to become it, with the same headers and shape as everything else. */
export function refuseBadConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const fallback = ['400 Bad Request', 'badRequest', 'The request is not HTTP.'] as const;
  const [status, code, message] = ANSWERS[error.code ?? ''] ?? fallback;
  const body = JSON.stringify(errorBody({ code, message, hint: 'send one complete HTTP/1.1 request' }));
  const headers = {
    ...securityHeaders('data'),
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
