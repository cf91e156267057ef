import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askHealth } from './ask-health.ts';

/** Answers every request with `body`; gives the address. */
async function aServer(body: string, status = 200): Promise<string> {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/health' ? status : 404;
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('askHealth', () => {
  it('takes over what a bot says, and nothing that it does not understand', async () => {
    const components = { db: { ok: true, detail: 'fine', latencyMs: 3 }, bus: {}, data: null };
    const url = await aServer(JSON.stringify({ status: 'degraded', components, secret: 1 }));
    expect(await askHealth(url, 5000)).toEqual({
      ok: true,
      value: {
        url: `${url}/health`,
        httpStatus: 200,
        status: 'degraded',
        components: {
          db: { ok: true, detail: 'fine' },
          bus: { ok: false, detail: '' },
          data: { ok: false, detail: '' },
        },
        durationMs: expect.any(Number) as number,
      },
    });
  });

  it.each(['no JSON', '[]', '{"status":7}', 'null'])('knows no bot that answers %s', async (body) => {
    const url = await aServer(body);
    expect(await askHealth(url, 5000)).toMatchObject({
      ok: false,
      error: { code: 'noAnswer', message: expect.stringContaining(`${url}/health does not answer as a bot does`) },
    });
  });

  it('says why nobody answers', async () => {
    expect(await askHealth('http://127.0.0.1:9', 5000)).toMatchObject({ ok: false, error: { code: 'noAnswer' } });
  });

  it.each(['localhost:8000', '', 'ftp://localhost'])('asks nobody at %j', async (address) => {
    const asked = await askHealth(address, 5000);
    expect(asked).toMatchObject({ ok: false, error: { code: 'badAddress' } });
    expect(!asked.ok && asked.error.message).toContain(`it is "${address}"`);
  });
});
