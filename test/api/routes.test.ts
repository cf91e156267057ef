/** Every route of a real bot answers, in the shape its schema promises. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/delivery/api/routes/index.ts';
import { type PaperServer, TOKEN, startPaperServer } from './paper-server.ts';
import { untilTraded } from './until-traded.ts';

let paper: PaperServer;

beforeAll(async () => {
  paper = await startPaperServer({ settings: { STRATEGY: 'dca' } });
  await untilTraded(paper);
});
afterAll(() => paper.close());

async function get(path: string): Promise<{ readonly status: number; readonly body: never }> {
  const response = await fetch(paper.url + path);
  return { status: response.status, body: (await response.json()) as never };
}

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(paper.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

function tick(body: object): Promise<Response> {
  return post('/tick', body);
}

function act(path: string, body: object, key?: string): Promise<Response> {
  const authorization = `Bearer ${TOKEN}`;
  return post(path, body, key === undefined ? { authorization } : { authorization, 'idempotency-key': key });
}

describe('reading', () => {
  it.each([
    ['/health', ['components', 'degradation_level', 'mode', 'status', 'version']],
    ['/status/extended', ['health', 'latencies', 'status', 'uptimeSec', 'version']],
    ['/config/validate', ['ok', 'problems', 'settings']],
    ['/api/v1/equity?points=10', ['points']],
    ['/api/v1/protective-orders', ['protectiveOrders']],
    ['/api/v1/positions', ['positions']],
    ['/api/v1/round-trips', ['roundTrips']],
    ['/api/v1/events', ['events']],
    ['/api/v1/flows', ['flows']],
    ['/api/v1/risk', ['denials', 'lanes']],
    ['/api/v1/candles?symbol=btcusdt&limit=5', ['candles', 'symbol', 'timeframe']],
    ['/api/v1/decisions/explain?lane=0', expect.arrayContaining(['differences', 'recomputed', 'recorded'])],
  ])('%s answers with %j', async (path, keys) => {
    const { status, body } = await get(path);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(keys);
  });

  it('lists each stop once, and the order that it fired names it', async () => {
    const { protectiveOrders } = (await get('/api/v1/protective-orders?limit=100')).body as {
      protectiveOrders: { clientOrderId: string; role: string; rule: string; firedOrderId: string | null }[];
    };
    const ids = protectiveOrders.map(({ clientOrderId }) => clientOrderId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(protectiveOrders[0]).toMatchObject({ role: 'stop', rule: 'stop-loss' });
    for (const { clientOrderId, firedOrderId } of protectiveOrders) {
      if (firedOrderId === null) continue;
      const { order } = (await get(`/api/v1/orders/${firedOrderId}`)).body as { order: object };
      expect(order).toMatchObject({ side: 'sell', firedBy: clientOrderId });
    }
  });

  it('documents every route in OpenAPI, with what it answers', async () => {
    const { body } = await get('/docs/json');
    const { paths } = body as { paths: Record<string, Record<string, { responses: Record<string, unknown> }>> };
    for (const { method, path } of routes) {
      const documented = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      expect(documented?.responses, `${method} ${path}`).toHaveProperty('200');
    }
  });

  it('tells every rule with its limit and its present value', async () => {
    const { body } = await get('/api/v1/risk');
    const { lanes } = body as { lanes: { rules: { rule: string; limit: unknown; value: unknown }[] }[] };
    expect(lanes[0]?.rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['trading-state', 'max-drawdown']));
  });

  it('shows an order with its fills, amounts as exact decimal strings', async () => {
    const { body } = await get('/api/v1/orders?status=filled&limit=1');
    const [order] = (body as { orders: { clientOrderId: string; quantity: string; symbol: string }[] }).orders;
    expect(order?.quantity).toMatch(/^\d+(\.\d+)?$/);
    expect(['BTC/USDT', 'ETH/USDT']).toContain(order?.symbol);
    const one = (await get(`/api/v1/orders/${order?.clientOrderId}`)).body as {
      fills: { clientOrderId: string; price: string }[];
    };
    expect(one.fills.length).toBeGreaterThan(0);
    expect(one.fills.every((fill) => fill.clientOrderId === order?.clientOrderId)).toBe(true);
    expect(one.fills[0]?.price).toMatch(/^\d+(\.\d+)?$/);
  });

  it('keeps to symbol and limit when fills are asked for', async () => {
    const { fills } = (await get('/api/v1/fills?symbol=eth-usdt&limit=3')).body as { fills: { symbol: string }[] };
    expect(fills.length).toBeGreaterThan(0);
    expect(fills.length).toBeLessThanOrEqual(3);
    expect(new Set(fills.map(({ symbol }) => symbol))).toEqual(new Set(['ETH/USDT']));
  });

  it('answers /ready with 200 while the loop runs', async () => {
    expect(await get('/ready')).toEqual({ status: 200, body: { ready: true } });
  });

  it('prints metrics, its own requests among them, by route pattern', async () => {
    await fetch(`${paper.url}/api/v1/orders/never-placed`);
    await fetch(`${paper.url}/made/up/by/a/caller`);
    const text = await (await fetch(`${paper.url}/metrics`)).text();
    expect(text).toContain('http_requests_total{method="GET",route="/api/v1/orders/:clientOrderId",status="404"}');
    expect(text).toContain('route="unknown"');
    expect(text).not.toContain('never-placed');
    expect(text).not.toContain('made/up');
  });

  it.each(['/chart/test?symbol=BTC/USDT&limit=50', '/chart/profit', '/chart/profit?symbol=ETHUSDT'])(
    '%s is a picture',
    async (path) => {
      const response = await fetch(paper.url + path);
      expect(response.headers.get('content-type')).toBe('image/svg+xml');
      expect(await response.text()).toMatch(/^(<\?xml[^>]*>\s*)?<svg[\s>]/);
    },
  );
});

describe('POST /tick', () => {
  it('gives the explained decision on the latest candle', async () => {
    const answer = (await (await tick({ symbol: 'BTC_USDT', timeframe: '60m', limit: 3 })).json()) as {
      decisions: { symbol: string; candleOpenTimeMs: number; explain: object }[];
      candles: { openTimeMs: number }[];
    };
    expect(answer.candles).toHaveLength(3);
    expect(answer.decisions.map(({ symbol }) => symbol)).toEqual(['BTC/USDT']);
    expect(Object.keys(answer.decisions[0]?.explain ?? {})).toEqual(
      expect.arrayContaining(['signals', 'weights', 'thresholds', 'blocks', 'context']),
    );
  });

  it('names the known symbols when one is not traded', async () => {
    const response = await tick({ symbol: 'DOGE/USDT' });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: {
        code: 'unknownSymbol',
        message: '"DOGE/USDT" is not traded by this bot.',
        hint: 'known are BTC/USDT, ETH/USDT',
      },
    });
  });

  it('says which timeframe is traded when another is asked for', async () => {
    expect((await tick({ symbol: 'BTC/USDT', timeframe: '5m' })).status).toBe(422);
  });

  it('names every problem of a body at once', async () => {
    const response = await tick({ limit: 0 });
    const { error } = (await response.json()) as { error: { message: string } };
    expect(response.status).toBe(400);
    expect(error.message).toMatch(/symbol.*limit|limit.*symbol/);
  });
});

describe('what is asked for twice', () => {
  it('happens once under one key, and answers the same', async () => {
    const first = await (await act('/orchestrator/stop', { reason: 'test' }, 'key-1')).json();
    await act('/orchestrator/start', { reason: 'test' });
    const again = await (await act('/orchestrator/stop', { reason: 'test' }, 'key-1')).json();
    expect(again).toEqual(first);
    expect(paper.run.bot.status().tradingState).toBe('active');
  });

  it('is refused when the key was used for something else', async () => {
    await act('/orchestrator/stop', { reason: 'one' }, 'key-2');
    expect((await act('/orchestrator/start', { reason: 'one' }, 'key-2')).status).toBe(422);
    await act('/orchestrator/start', { reason: 'test over' });
  });

  it('needs a key that can be one', async () => {
    expect((await act('/orchestrator/start', { reason: 'x' }, 'with space')).status).toBe(400);
  });
});

describe('steering', () => {
  it('reaches the bot with its reason', async () => {
    const response = await act('/api/v1/trading-state', { state: 'reducing', reason: 'a look at the venue' });
    expect(await response.json()).toMatchObject({ tradingState: 'reducing' });
    const { tradingState, tradingStateReason } = paper.run.bot.status();
    expect([tradingState, tradingStateReason]).toEqual(['reducing', 'api: a look at the venue']);
  });

  it('halts nothing without the word', async () => {
    for (const confirm of [undefined, 'yes', 'HALT']) {
      const response = await act('/api/v1/trading-state', { state: 'halted', reason: 'test', confirm });
      const { error } = (await response.json()) as { error: { message: string } };
      expect(response.status).toBe(400);
      expect(error.message).toContain('confirm');
    }
    expect(paper.run.bot.status().tradingState).toBe('reducing');
  });

  it('halts with it, and says everywhere what that means', async () => {
    await act('/api/v1/trading-state', { state: 'active', reason: 'test' });
    await expect.poll(() => paper.run.bot.status().positions.length, { timeout: 15_000 }).toBeGreaterThan(0);
    const halted = await act('/api/v1/trading-state', { state: 'halted', reason: 'test', confirm: 'halt' });
    expect(await halted.json()).toMatchObject({ tradingState: 'halted' });
    const health = (await get('/health')).body as { status: string; components: { exits: object } };
    expect(health).toMatchObject({ status: 'degraded', components: { exits: { ok: false } } });
    expect(JSON.stringify(health.components.exits)).toContain('stops and targets do not act');
    const { positions } = paper.run.bot.status();
    expect(new Set(positions.map(({ guard }) => guard))).toEqual(new Set(['unguarded']));
    expect(await (await fetch(`${paper.url}/metrics`)).text()).toContain(`positions_unprotected ${positions.length}\n`);
    const { events } = (await get('/api/v1/events?limit=50')).body as { events: { level: string; message: string }[] };
    expect(events).toContainEqual(
      expect.objectContaining({ level: 'critical', message: expect.stringContaining('UNGUARDED') as string }),
    );
    await act('/api/v1/trading-state', { state: 'reducing', reason: 'test over' });
  });

  it('closes nothing without the words', async () => {
    const response = await act('/api/v1/positions/close-all', { reason: 'test', confirm: 'yes' });
    expect(response.status).toBe(400);
  });

  it('closes every position with them', async () => {
    const response = await act('/api/v1/positions/close-all', { reason: 'test', confirm: 'close all' });
    expect(response.status).toBe(200);
    await expect.poll(() => paper.run.bot.status().positions).toEqual([]);
  });

  it('names the lanes when one is not known', async () => {
    const response = await act('/api/v1/positions/99/close', { reason: 'test' });
    expect(response.status).toBe(404);
    expect(JSON.stringify(await response.json())).toContain('0 (BTC/USDT dca)');
  });

  it('says so when a lane has nothing to close', async () => {
    expect((await act('/api/v1/positions/0/close', { reason: 'test' })).status).toBe(409);
  });

  it.each(['', '   ', 'line\nbreak', 'x'.repeat(201)])(
    'needs a reason that can stand in a journal: "%s"',
    async (reason) => {
      expect((await act('/orchestrator/stop', { reason })).status).toBe(400);
    },
  );
});

const flow = (changes: object) => ({ direction: 'deposit', amount: '2500.5', reason: 'pay day', ...changes });
const present = () => paper.run.bot.status();

describe('funds', () => {
  it('come in once per key, are on record, and are no profit', async () => {
    const before = present();
    const keys = ['deposit-1', 'deposit-1'];
    const answers = [];
    for (const key of keys) answers.push(await (await act('/api/v1/flows', flow({}), key)).json());
    expect(answers[1]).toEqual(answers[0]);
    const after = present();
    expect(after.netFlow - before.netFlow).toBeCloseTo(2500.5, 9);
    expect(after.equity - after.startEquity - after.netFlow).toBeCloseTo(after.netPnl, 6);
    const { flows } = (await get('/api/v1/flows?limit=1')).body as { flows: object[] };
    expect(flows).toEqual([
      expect.objectContaining({ asset: 'USDT', amount: '2500.5', actor: 'api', reason: 'pay day' }),
    ]);
    const { venue, engine } = paper.run.run;
    expect(venue.balance('USDT')).toBe(engine.view.ledger.balance('USDT'));
  });

  it('go out as far as they are free; the answer says why when they are not', async () => {
    const refused = await act('/api/v1/flows', flow({ direction: 'withdrawal', amount: '999999999' }));
    expect(refused.status).toBe(409);
    expect(JSON.stringify(await refused.json())).toMatch(/999999999 USDT cannot be taken out: [\d.]+ are free/);
    expect((await act('/api/v1/flows', flow({ direction: 'withdrawal', amount: '100' }))).status).toBe(200);
    expect((await act('/api/v1/flows', flow({ direction: 'withdrawal', asset: 'DOGE' }))).status).toBe(409);
  });

  it('are audited with the amount as it was written', () => {
    const { connection } = paper.run.database;
    const details = connection.prepare("SELECT detail FROM audit WHERE action = 'moveFunds'").pluck().all();
    expect(details).toContainEqual(expect.stringContaining('"amount":"2500.5"'));
  });

  it.each([
    { amount: '0' },
    { amount: '-5' },
    { amount: 'five' },
    { amount: 500 },
    { amount: 'all' },
    { asset: 'usdt' },
    { direction: 'both' },
  ])('are not moved by %j', async (changes) => {
    expect((await act('/api/v1/flows', flow(changes))).status).toBe(400);
  });

  it('are nobody’s to move without the token', async () => {
    expect((await post('/api/v1/flows', flow({}))).status).toBe(401);
  });
});
