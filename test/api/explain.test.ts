/** Past candles are decided again on a thread of their own, one at a time, for whoever still waits. */
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { get as request } from 'node:http';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Engine } from '../../src/core/engine/index.ts';
import { createServer } from '../../src/delivery/api/index.ts';
import type { Logger } from '../../src/ports/index.ts';
import { type PaperServer, startPaperServer } from './paper-server.ts';
import { untilTraded } from './until-traded.ts';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

let server: PaperServer;
/** Of threads that were begun since it was last asked: how many at a time, and in all. */
const threads = { atWork: 0, most: 0, begun: 0 };

function begun(worker: Worker): void {
  threads.begun += 1;
  threads.atWork += 1;
  threads.most = Math.max(threads.most, threads.atWork);
  worker.once('exit', () => (threads.atWork -= 1));
}

beforeAll(async () => {
  process.on('worker', begun);
  server = await startPaperServer();
  await untilTraded(server);
});
afterAll(async () => {
  await server.close();
  process.off('worker', begun);
});

const at = (lane: number, candleOpenTimeMs: number): string =>
  `/api/v1/decisions/explain?lane=${lane}&candleOpenTimeMs=${candleOpenTimeMs}`;

interface Body extends Record<string, unknown> {
  readonly recorded: { readonly decision: unknown };
  readonly error: { readonly code: string };
}

async function get(path: string) {
  const response = await fetch(new URL(path, server.url));
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

const HOUR_MS = 3_600_000;

/** Candles on which something was ordered or denied, oldest last. */
async function decided() {
  const rows = await server.run.bot.reader.decisions({ limit: 500 });
  // What a price led to between candles is told beside the candle.
  return rows.filter(({ timeMs, candleOpenTimeMs }) => timeMs === candleOpenTimeMs + HOUR_MS);
}

describe('an explanation of a past candle', () => {
  it('is what was recorded beside what this version decides, with both versions', async () => {
    const [row] = await decided();
    if (!row) throw new Error('nothing was decided yet');
    const { status, body } = await get(at(row.lane, row.candleOpenTimeMs));
    expect(status).toBe(200);
    const by = { version: server.run.bot.version, commit: 'source' };
    expect(body).toMatchObject({
      lane: row.lane,
      candleOpenTimeMs: row.candleOpenTimeMs,
      recorded: { ...by, action: row.action, reason: row.reason, decision: { id: row.id } },
      recomputed: { ...by, action: row.action, reason: row.reason },
      differences: [],
      whyNot: null,
    });
    expect(body['recomputed']).toMatchObject({ decision: body.recorded.decision });
  });

  it('does not keep the thread that trades: the health is told meanwhile, and the market goes on', async () => {
    const [row] = await decided();
    const state = { isDone: false };
    // Whoever replays folds, and whoever decides again rehearses: here, nobody does.
    const replayed = (['fold', 'rehearse'] as const).map((method) => vi.spyOn(Engine.prototype, method));
    const explained = get(at(row?.lane ?? 0, row?.candleOpenTimeMs ?? 0)).finally(() => (state.isDone = true));
    const { sequence } = server.run.bot.status();
    let answers = 0;
    while (!state.isDone) {
      expect((await get('/health')).status).toBe(200);
      if (!state.isDone) answers += 1;
    }
    expect((await explained).status).toBe(200);
    expect(answers).toBeGreaterThan(0);
    for (const method of replayed) expect(method).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    expect(server.run.bot.status().sequence).toBeGreaterThan(sequence);
  });

  it('has at most one thread, however many ask: a few wait, the rest are told when to come again', async () => {
    const [row] = await decided();
    Object.assign(threads, { most: 0, begun: 0 });
    const path = at(row?.lane ?? 0, row?.candleOpenTimeMs ?? 0);
    const answers = await Promise.all(Array.from({ length: 16 }, () => get(path)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(7);
    for (const { headers, body } of refused) {
      expect(headers.get('retry-after')).toBe('5');
      expect(body.error).toMatchObject({ code: 'busy' });
    }
    expect(threads.most).toBe(1);
  });

  it('ends when whoever asked has gone', async () => {
    const [row] = await decided();
    Object.assign(threads, { begun: 0 });
    const asked = request(new URL(at(row?.lane ?? 0, row?.candleOpenTimeMs ?? 0), server.url));
    const hungUp = once(asked, 'error');
    const [worker] = (await once(process, 'worker')) as [Worker];
    let hasAnswered = false;
    worker.once('message', () => (hasAnswered = true));
    const ended = once(worker, 'exit');
    asked.destroy(new Error('nobody waits any more'));
    await Promise.all([hungUp, ended]);
    expect([hasAnswered, threads.begun]).toEqual([false, 1]);
  });

  it.each([
    ['that never was', 0, 0, 404, 'unknownCandle'],
    ['of a lane that is not there', 99, Date.UTC(2024, 0, 1), 404, 'unknownCandle'],
  ])('of a candle %s says so', async (_what, lane, candle, status, code) => {
    const answer = await get(at(lane, candle));
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });
});

it('an explanation of the latest candle takes no thread', async () => {
  Object.assign(threads, { begun: 0 });
  const { body } = await get('/api/v1/decisions/explain?lane=0');
  expect(body).toMatchObject({ lane: 0, recomputed: null, recorded: { decision: { id: expect.any(String) } } });
  expect(threads.begun).toBe(0);
});

/** Locks of SQLite that this process holds on the file, as Linux lists them. */
function locksOn(path: string): number {
  const { ino } = statSync(path);
  const lines = readFileSync('/proc/locks', 'utf8').split('\n');
  return lines.filter(
    (line) => line.includes('POSIX') && line.includes(` ${process.pid} `) && line.includes(`:${ino} `),
  ).length;
}

it.skipIf(!existsSync('/proc/locks'))('an explanation drops none of the locks of the database', async () => {
  const { path } = server.run.database;
  expect(locksOn(path)).toBeGreaterThan(0);
  const [row] = await decided();
  expect((await get(at(row?.lane ?? 0, row?.candleOpenTimeMs ?? 0))).status).toBe(200);
  expect(locksOn(path)).toBeGreaterThan(0);
});

it.each([
  ['tookTooLong', 503, 'the message'],
  ['gone', 503, 'The bot is stopping.'],
  ['failed', 500, 'It could not be recomputed.'],
] as const)('a recomputation that is not to be had (%s) is answered with %i', async (code, status, message) => {
  const { bot } = server.run;
  const refused = { ok: false, error: { code, message: 'the message' } } as const;
  const answering = Object.assign(Object.create(bot) as typeof bot, {
    version: bot.version,
    status: () => bot.status(),
    explain: async () => refused,
  });
  const other = await createServer({
    bot: answering,
    host: '127.0.0.1',
    port: 0,
    isRemoteAccessAllowed: false,
    logger: silent,
    telemetry: server.run.telemetry,
    settingRows: () => [],
    validateSettings: () => [],
  });
  const { url } = await other.listen();
  const answer = await fetch(new URL(at(0, 1), url));
  expect([answer.status, await answer.json()]).toMatchObject([status, { error: { code, message } }]);
  await other.close();
});
