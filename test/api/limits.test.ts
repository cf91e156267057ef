/** Bombs, floods and slow callers: refused, bounded, and nobody else notices. */
import { type Socket, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PaperServer, TOKEN, startPaperServer } from './paper-server.ts';

let paper: PaperServer;

beforeAll(async () => {
  paper = await startPaperServer();
});
afterAll(() => paper.close());

async function post(body: string): Promise<readonly [number, string]> {
  const response = await fetch(`${paper.url}/tick`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
}

describe('a body', () => {
  it('of more than a megabyte is refused', async () => {
    expect(await post(JSON.stringify({ symbol: 'x'.repeat(1024 * 1024) }))).toEqual([413, 'bodyTooLarge']);
  });

  it('of 100,000 levels is refused without building anything from it', async () => {
    const before = process.memoryUsage().rss;
    expect(await post('['.repeat(100_000))).toEqual([400, 'bodyTooDeep']);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it.each(['{"symbol":"BTC/USDT","__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'])(
    'that reaches for prototypes is refused: %s',
    async (body) => {
      expect((await post(body))[0]).toBe(400);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    },
  );

  it.each(['{', '', 'null', '[]', '"x"'])('that is no object is refused: %s', async (body) => {
    expect((await post(body))[0]).toBe(400);
  });
});

describe('an address or header', () => {
  it.each(['/page/../../../etc/passwd', '/page/%2e%2e%2fpackage.json', '/page/page.css%00', '//etc/passwd'])(
    'that leads elsewhere finds nothing: %s',
    async (path) => {
      expect(await rawStatus(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toMatch(
        /^4\d\d$/,
      );
    },
  );

  it('of more than 16 kB is refused', async () => {
    const text = `GET /health HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await rawStatus(text)).toBe('431');
  });

  it('that gives two lengths is refused', async () => {
    const text = 'POST /tick HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}';
    expect(await rawStatus(text)).toBe('400');
  });
});

describe('thousands of sockets that send a byte a second', () => {
  it('do not keep others waiting', async () => {
    const sockets: Socket[] = [];
    for (let count = 0; count < 2000; count += 1) {
      const socket = connect(Number(new URL(paper.url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('GET /health HTTP/1.1\r\nX: ');
      sockets.push(socket);
    }
    await delay(300);
    for (let count = 0; count < 30; count += 1) {
      for (const socket of sockets) if (!socket.destroyed) socket.write('x');
      expect(await askedAgain(`${paper.url}/health`)).toBe(200);
    }
    // Those that did not fit into the queue of the system try again after a second.
    await expect
      .poll(() => sockets.filter((socket) => !socket.destroyed).length, { timeout: 20_000 })
      .toBeLessThanOrEqual(33);
    for (const socket of sockets) socket.destroy();
  });
});

describe('too many requests', () => {
  it('to steer are refused with the time to wait, while reading goes on', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 61; count += 1) {
      const response = await fetch(`${paper.url}/orchestrator/start`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
        body: '{}',
      });
      statuses.push(response.status);
      if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses.slice(0, 60)).toEqual(statuses.slice(0, 60).map(() => 400));
    expect(statuses[60]).toBe(429);
    expect((await fetch(`${paper.url}/api/v1/status`)).status).toBe(200);
  });
});

describe('secrets', () => {
  it('are in no answer and no log line', async () => {
    const paths = ['/config/validate', '/docs/json', '/status/extended', '/metrics', '/', '/orchestrator/status'];
    const texts = await Promise.all(paths.map(async (path) => (await fetch(paper.url + path)).text()));
    expect(texts.join('\n')).not.toContain(TOKEN);
    expect(paper.logged.join('\n')).not.toContain(TOKEN);
  });
});

describe('listening', () => {
  it('on an address of other machines is refused without token and permission', async () => {
    await expect(startPaperServer({ isControlClosed: true, server: { host: '0.0.0.0' } })).rejects.toThrow(
      /API_TOKEN.*ALLOW_REMOTE_ACCESS/,
    );
  });

  it('on a taken port says which setting to change', async () => {
    const port = Number(new URL(paper.url).port);
    await expect(startPaperServer({ server: { port } })).rejects.toThrow(new RegExp(`port ${port} is taken.*PORT`));
  });
});

function rawStatus(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(paper.url).port), '127.0.0.1', () => socket.write(text));
    socket.once('data', (chunk) => {
      resolve(chunk.toString().split(' ')[1] ?? '');
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

/** Among so many a caller may be the one that makes room; who asks again is answered. */
async function askedAgain(url: string): Promise<number | undefined> {
  for (let tries = 0; tries < 10; tries += 1) {
    const response = await fetch(url, { headers: { connection: 'close' } }).catch(() => undefined);
    if (!response) continue;
    await response.text();
    return response.status;
  }
  return undefined;
}
