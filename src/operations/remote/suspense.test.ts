import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listSuspense, settleSuspense } from './suspense.ts';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  body: string;
}

/** Answers every request with `body`; gives the address and what was asked. */
async function aServer(body: string, status = 200): Promise<{ address: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const heard: Asked = { method, url, authorization: headers.authorization, body: '' };
    asked.push(heard);
    request.on('data', (data: Buffer) => (heard.body += data.toString()));
    request.on('end', () => {
      response.statusCode = status;
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const TRADE = { tradeId: 'a/b', reason: 'seen' };

describe('the suspense of a running bot', () => {
  it('is read as texts, and nothing that is not understood is taken over', async () => {
    const entry = { tradeId: 'x', price: 7, why: 'odd', secret: 1 };
    const answer = { tradingState: 'reducing', tradingStateReason: null, suspense: [entry, null] };
    const { address } = await aServer(JSON.stringify(answer));
    const empty = { clientOrderId: '', symbol: '', side: '', price: '', quantity: '', fee: '', feeAsset: '' };
    expect(await listSuspense({ address }, 5000)).toEqual({
      ok: true,
      value: {
        url: `${address}/api/v1/suspense`,
        tradingState: 'reducing',
        tradingStateReason: '',
        suspense: [
          { ...empty, tradeId: 'x', why: 'odd' },
          { ...empty, tradeId: '', why: '' },
        ],
      },
    });
  });

  it('is settled by a POST with the token, the reason and the id as one part of the path', async () => {
    const { address, asked } = await aServer('{"sequence":7,"tradingState":"reducing"}');
    expect(await settleSuspense({ address, token: 't' }, TRADE, 5000)).toMatchObject({
      ok: true,
      value: { sequence: 7 },
    });
    const url = '/api/v1/suspense/a%2Fb/settle';
    expect(asked).toEqual([{ method: 'POST', url, authorization: 'Bearer t', body: '{"reason":"seen"}' }]);
  });

  it.each([
    ['{"suspense":[]}', 200],
    ['{"tradingState":"active"}', 200],
    ['no JSON', 200],
    ['{}', 500],
    ['{"error":"no"}', 404],
  ])('is not known from an answer such as %s with %d', async (body, status) => {
    const { address } = await aServer(body, status);
    for (const asked of [await listSuspense({ address }, 5000), await settleSuspense({ address }, TRADE, 5000)]) {
      expect(asked).toMatchObject({ ok: false, error: { code: 'noAnswer' } });
    }
  });

  it('is refused in the words of the bot', async () => {
    const { address } = await aServer('{"error":{"code":"x","message":"No.","hint":"ask again"}}', 401);
    const error = { code: 'refused', httpStatus: 401, message: 'No.', hint: 'ask again' };
    expect(await settleSuspense({ address }, TRADE, 5000)).toEqual({ ok: false, error });
  });

  it('sends no token after a redirect', async () => {
    const { address: other, asked } = await aServer('{}');
    const server = createServer((_request, response) => {
      response.writeHead(307, { location: other }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await settleSuspense({ address, token: 't' }, TRADE, 5000)).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });
});
