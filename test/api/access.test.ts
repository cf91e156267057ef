/** Who may do what: {none, bad, good} token × every route, closed without a token, locked after guessing. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/delivery/api/routes/index.ts';
import { type PaperServer, TOKEN, startPaperServer } from './paper-server.ts';

let clockMs = 1000;
const clock = { nowMs: () => clockMs, monotonicMs: () => clockMs };
let open: PaperServer;
let closed: PaperServer;
let remote: PaperServer;

beforeAll(async () => {
  open = await startPaperServer({ server: { clock } });
  closed = await startPaperServer({ isControlClosed: true });
  remote = await startPaperServer({ server: { isRemoteAccessAllowed: true } });
});
afterAll(async () => {
  await open.close();
  await closed.close();
  await remote.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly error?: { readonly code: string; readonly hint: string } };
}

async function call(paper: PaperServer, route: { method: string; path: string }, token?: string): Promise<Answer> {
  const path = route.path.replace(':lane', '0').replace(':clientOrderId', 'x');
  const headers = {
    ...(route.method === 'POST' ? { 'content-type': 'application/json' } : {}),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const abort = new AbortController();
  const response = await fetch(paper.url + path, {
    method: route.method,
    headers,
    signal: abort.signal,
    ...(route.method === 'POST' ? { body: '{}' } : {}),
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const text = isStream ? '' : await response.text();
  abort.abort();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : {} };
}

const control = routes.filter(({ scope }) => scope === 'control');
const reading = routes.filter(({ scope }) => scope === 'read');
const titleOf = (list: typeof routes) => list.map((route) => [`${route.method} ${route.path}`, route] as const);

describe('the table of routes', () => {
  it('gives every route that changes something the control scope', () => {
    const changing = routes.filter(({ method, path }) => method === 'POST' && path !== '/tick');
    expect(changing.map(({ scope }) => scope)).toEqual(changing.map(() => 'control'));
    expect(control.length).toBeGreaterThanOrEqual(7);
  });
});

describe.each(titleOf(control))('%s', (_title, route) => {
  it('is refused without a token', async () => {
    const { status, body } = await call(open, route);
    expect([status, body.error?.code]).toEqual([401, 'tokenMissing']);
  });

  it('is refused with a wrong token', async () => {
    clockMs += 60_001;
    const { status, body } = await call(open, route, `${TOKEN}x`);
    expect([status, body.error?.code]).toEqual([401, 'tokenWrong']);
  });

  it('is let through with the token, to be told that its body is empty', async () => {
    expect((await call(open, route, TOKEN)).status).toBe(400);
  });

  it('is closed when no token is configured, and says how to open it', async () => {
    for (const token of [undefined, '', TOKEN]) {
      const { status, body } = await call(closed, route, token);
      expect([status, body.error?.code]).toEqual([403, 'controlClosed']);
      expect(body.error?.hint).toContain('API_TOKEN');
    }
  });
});

describe.each(titleOf(reading))('%s', (_title, route) => {
  it('needs the token as soon as other machines may ask', async () => {
    expect((await call(remote, route)).status).toBe(401);
    expect((await call(remote, route, TOKEN)).status).not.toBe(401);
  });

  it('is open to this machine', async () => {
    expect([401, 403]).not.toContain((await call(closed, route)).status);
  });
});

it.each(['/health', '/ready', '/'])('%s is open everywhere', async (path) => {
  expect((await fetch(remote.url + path)).status).toBe(200);
});

describe('guessing', () => {
  it('locks the address out after ten wrong tokens in a minute, even for the right one, for fifteen minutes', async () => {
    clockMs += 60_001;
    const stop = { method: 'POST', path: '/orchestrator/stop' };
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await call(open, stop, `guess-${guess}`)).body.error?.code).toBe('tokenWrong');
    }
    const locked = await call(open, stop, TOKEN);
    expect([locked.status, locked.body.error?.code]).toEqual([429, 'lockedOut']);
    expect(locked.headers.get('retry-after')).toBe('900');
    clockMs += 15 * 60_000 - 1;
    expect((await call(open, stop, TOKEN)).status).toBe(429);
    clockMs += 1;
    expect((await call(open, stop, TOKEN)).status).toBe(400);
  });
});

describe('other pages', () => {
  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://127.0.0.1:1' }])(
    'may not steer: %j',
    async (headers) => {
      expect((await post(headers)).status).toBe(403);
      expect(open.run.bot.status().tradingStateReason).not.toContain('forged');
    },
  );

  it('cannot send a form: bodies are JSON', async () => {
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  });

  it('of our own origin may', async () => {
    expect((await post({ origin: open.url })).status).toBe(200);
  });

  it('cannot read by pointing a name of theirs at this machine', async () => {
    expect(await statusWithHost(open.url, 'evil.example')).toBe(403);
    expect(await statusWithHost(open.url, 'localhost:1234')).toBe(200);
  });
});

function post(headers: Record<string, string>): Promise<Response> {
  return fetch(`${open.url}/orchestrator/stop`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}`, ...headers },
    body: '{"reason":"forged"}',
  });
}

function statusWithHost(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/v1/status`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('every answer', () => {
  const expected = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringMatching(/^default-src 'none'; frame-ancestors 'none'/),
  };

  it.each([
    ['200', '/health', {}],
    ['200 of the page', '/', {}],
    ['200 of the documentation', '/docs/json', {}],
    ['200 of a picture', '/chart/profit', {}],
    ['200 of a script', '/page/main.js', {}],
    ['400', '/api/v1/equity?points=x', {}],
    ['404', '/nowhere', {}],
    ['401', '/orchestrator/stop', { method: 'POST' }],
    ['400 of an unreadable address', '/api/v1/orders/%zz', {}],
  ])('carries the security headers: %s', async (_title, path, options) => {
    const { headers } = await fetch(open.url + path, options);
    expect(Object.fromEntries(headers)).toMatchObject(expected);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*(unsafe|\*|data:)/);
  });

  it('carries them even when the request is not HTTP', async () => {
    const answer = await speak(open.url, 'NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    for (const name of Object.keys(expected)) expect(answer).toContain(`${name}: `);
    expect(answer).toContain('{"error":{"code":"badRequest"');
  });

  it('that is an error names code, message and hint, and no trace', async () => {
    const { body } = await call(open, { method: 'GET', path: '/heath' });
    expect(body.error).toEqual({
      code: 'unknownRoute',
      message: 'There is nothing at that address.',
      hint: 'did you mean /health? All are listed at /docs',
    });
  });
});

function speak(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
