/** `cab settle` against a real bot that was told something its books cannot take. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '../../src/domain/decimal.ts';
import { price, quantity } from '../../src/domain/units.ts';
import { type PaperServer, TOKEN, startPaperServer } from '../api/paper-server.ts';
import { untilTraded } from '../api/until-traded.ts';
import { aFolder, cab, documentOf } from './cab.ts';

let paper: PaperServer;
let clientOrderId: string;

beforeAll(async () => {
  // DCA buys early: another fill of an order that has filled is nothing that the books could explain.
  paper = await startPaperServer({ settings: { STRATEGY: 'dca', RISK_PROFILE: 'open' } });
  await untilTraded(paper);
  // The market runs on meanwhile, and a stop may have sold.
  const fills = await paper.run.bot.reader.fills();
  clientOrderId = fills.find(({ side }) => side === 'buy')?.clientOrderId ?? '';
});
afterAll(() => paper.close());

/** A fill of an order that has filled, with a fee in coins that nobody has. */
function surprise(tradeId: string, feeAsset = 'GT'): void {
  const { writer } = paper.run.run;
  const fill = {
    tradeId,
    clientOrderId,
    price: price('100'),
    quantity: quantity('0.0001'),
    fee: decimal('0.5'),
    feeAsset,
  };
  writer.handle({ type: 'orderFilled', liquidity: 'taker', ...fill }, writer.timeMs);
}

function settle(...args: readonly string[]) {
  return cab(aFolder(), ['settle', '--url', paper.url, ...args], { API_TOKEN: TOKEN });
}

describe('cab settle', () => {
  it('says that nothing is to be settled', async () => {
    const listed = await settle();
    expect([listed.code, listed.stdout]).toEqual([0, 'nothing is to be settled; trading is active\n']);
  });

  it('lists what is, shows what settling does, settles it, and leaves the rest and the trading state', async () => {
    surprise('trade/1');
    surprise('second');
    const listed = await settle('--json');
    expect(listed.code).toBe(1);
    expect(documentOf(listed)).toMatchObject({
      tradingState: 'reducing',
      tradingStateReason: expect.stringContaining('cab settle'),
      suspense: [
        { tradeId: 'trade/1', clientOrderId, side: 'buy', price: '100', quantity: '0', fee: '0.5', feeAsset: 'GT' },
        { tradeId: 'second' },
      ],
    });
    const shown = await settle();
    expect(shown.code).toBe(1);
    for (const text of ['trading is reducing', 'trade/1', 'second', '0.5 GT']) expect(shown.stdout).toContain(text);

    const preview = await settle('trade/1');
    expect(preview.code).toBe(1);
    expect(preview.stdout).toContain('nothing was changed; next: cab settle trade/1 --yes');
    expect(documentOf(await settle('trade/1', '--json'))).toMatchObject({
      isSettled: false,
      suspense: [{ feeAsset: 'GT' }],
    });
    expect(paper.run.bot.status().suspense).toHaveLength(2);

    const settled = await settle('trade/1', '--yes', '--reason', 'a gift of the venue', '--json');
    expect(settled.code).toBe(0);
    expect(documentOf(settled)).toMatchObject({ isSettled: true, left: 1, tradingState: 'reducing' });
    expect(paper.run.bot.status().suspense.map(({ tradeId }) => tradeId)).toEqual(['second']);
    const notices = await paper.run.bot.reader.notices({ code: 'suspenseSettled' });
    expect(notices[0]?.message).toContain('trade trade/1 is settled (api: a gift of the venue)');

    const again = await settle('trade/1', '--yes');
    expect(again.code).toBe(64);
    expect(again.stderr).toContain('no trade trade/1 is to be settled, those are second');
    expect((await settle('second', '--yes')).stdout).toContain(
      '0 left; trading stays reducing until it is set to active',
    );
    expect((await settle()).stdout).toContain('POST /api/v1/trading-state');
  });

  it('is told by health, status, events and metrics while something waits', async () => {
    surprise('third');
    const read = async (path: string) => (await (await fetch(paper.url + path)).json()) as Record<string, unknown>;
    expect(await read('/health')).toMatchObject({
      status: 'degraded',
      components: { reconcile: { ok: false, detail: expect.stringContaining('third; see cab settle') } },
    });
    expect(await read('/api/v1/status')).toMatchObject({ suspense: [{ tradeId: 'third' }] });
    expect(await read('/api/v1/events?code=suspense&limit=1')).toMatchObject({
      events: [{ level: 'critical', message: expect.stringContaining('cab settle third settles it') }],
    });
    expect(await (await fetch(`${paper.url}/metrics`)).text()).toMatch(/^suspense_trades 1$/m);
    expect((await settle('third', '--yes')).code).toBe(0);
  });

  it('needs the token for settling, an address for asking, and a trade for --yes', async () => {
    surprise('fourth');
    const folder = aFolder();
    const tokenless = await cab(folder, ['settle', 'fourth', '--yes', '--url', paper.url]);
    expect([tokenless.code, tokenless.stderr.includes('set API_TOKEN')]).toEqual([78, true]);
    const wrong = await cab(folder, ['settle', 'fourth', '--yes', '--url', paper.url], { API_TOKEN: 'x'.repeat(40) });
    expect(wrong.code).toBe(78);
    const deaf = await cab(folder, ['settle', '--url', 'http://127.0.0.1:9', '--json']);
    expect(deaf.code).toBe(74);
    expect(documentOf(deaf)).toMatchObject({ error: { kind: 'io', next: 'cab run starts one' } });
    expect((await settle('--yes')).code).toBe(64);
    expect((await cab(folder, ['settle', '--url', 'localhost'])).code).toBe(64);
    expect(paper.run.bot.status().suspense).toHaveLength(1);
  });
});

describe('the route', () => {
  it('knows no trade that is not in suspense', async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const post = (id: string) =>
      fetch(`${paper.url}/api/v1/suspense/${id}/settle`, { method: 'POST', headers, body: '{"reason":"test"}' });
    const unknown = await post('nobody');
    expect([unknown.status, ((await unknown.json()) as { error: { code: string } }).error.code]).toEqual([
      404,
      'unknownTrade',
    ]);
  });
});
