import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCandleFile, aFolder, cab, documentOf, startCab } from './cab.ts';

const CROSS = ['--strategy', 'ema-cross', '--params', 'fast=5,slow=20', '--lookback', '50'];
const TO_THE_END = ['--speed', 'full', '--exit-when-done', '--json'];
/** An hour of candles every four milliseconds. */
const PACED = ['--speed', '900000'];
/** The bot is the process that was started. */
const ALONE = ['--no-supervisor'];

describe.concurrent('cab run', () => {
  it('plays a file to its end with the result of a backtest', async () => {
    const folder = aFolder();
    const file = aCandleFile(folder);
    const ran = await cab(folder, ['run', '--replay', file, ...CROSS, ...TO_THE_END]);
    expect(ran.code).toBe(0);
    const tested = await cab(folder, ['backtest', file, ...CROSS, '--json']);
    const result = documentOf(ran);
    expect(result['equity']).toBe(documentOf(tested)['endEquity']);
    expect(result).toMatchObject({
      outcome: 'ended',
      fills: documentOf(tested)['fills'],
      orders: documentOf(tested)['orders'],
    });
    const replayed = documentOf(await cab(folder, ['replay', '--json']));
    expect(replayed).toMatchObject({ isEqual: true, replayedHash: result['journalHash'] });
  });

  it('stops on SIGTERM with 0, says so in the heartbeat, and the next start goes on to the same end', async () => {
    const folder = aFolder();
    const file = aCandleFile(folder, 2000);
    const line = ['run', '--replay', file, ...CROSS];
    const first = startCab(folder, [...line, ...PACED, ...ALONE, '--json']);
    await first.seen(/"sold /);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(JSON.parse(first.stdout())).toMatchObject({ outcome: 'stopped' });
    const heartbeat: unknown = JSON.parse(readFileSync(join(folder, 'heartbeat.json'), 'utf8'));
    expect(heartbeat).toMatchObject({ status: 'stopped', pid: first.process.pid });
    const resumed = documentOf(await cab(folder, [...line, ...TO_THE_END]));
    const whole = documentOf(await cab(folder, [...line, ...TO_THE_END, '--db', 'whole.db']));
    expect(resumed['equity']).toBe(whole['equity']);
    expect(resumed['fills']).toBe(whole['fills']);
  });

  it('goes on after kill -9 to the same end', async () => {
    const folder = aFolder();
    const line = ['run', '--replay', aCandleFile(folder, 2000), ...CROSS];
    const killed = startCab(folder, [...line, ...PACED, ...ALONE]);
    await killed.seen(/"sold /);
    expect(await killed.end('SIGKILL')).toBe(null);
    const resumed = documentOf(await cab(folder, [...line, ...TO_THE_END]));
    const whole = documentOf(await cab(folder, [...line, ...TO_THE_END, '--db', 'whole.db']));
    expect(resumed['equity']).toBe(whole['equity']);
    expect(resumed['roundTrips']).toBe(whole['roundTrips']);
  });

  it('serves health while it runs, refuses a second bot on its database, and takes two signals as one', async () => {
    const folder = aFolder();
    const bot = startCab(folder, ['run', ...ALONE]);
    const started = JSON.parse(await bot.seen(/run started/)) as { page: string };
    const health = await cab(folder, ['health', '--oneshot', '--url', started.page, '--json']);
    expect(health.code).toBe(0);
    expect(documentOf(health)).toMatchObject({ httpStatus: 200 });
    const second = await cab(folder, ['run']);
    expect(second.code).toBe(75);
    expect(second.stderr).toContain(`process ${bot.process.pid}`);
    const port = new URL(started.page).port;
    const third = await cab(folder, ['run', '--db', 'other.db', '--port', port]);
    expect(third.code).toBe(74);
    expect(third.stderr).toContain(`port ${port} is taken`);
    expect(await bot.end('SIGINT', 'SIGINT')).toBe(0);
    expect((await cab(folder, ['replay'])).code).toBe(0);
  });

  it('takes deposits and withdrawals from whoever knows the token, and refuses what is not free', async () => {
    const folder = aFolder();
    const env = { API_TOKEN: 'a-token-for-tests-0123456789abcdef' };
    const bot = startCab(folder, ['run'], env);
    const { page } = JSON.parse(await bot.seen(/run started/)) as { page: string };
    const flow = (...args: readonly string[]) => [...args, '--reason', 'a test', '--url', page];
    const line = flow('flow', 'deposit', '500.25', '--key', 'pay-day');
    const paid = await cab(folder, [...line, '--json'], env);
    expect(documentOf(paid)).toMatchObject({ direction: 'deposit', amount: '500.25', tradingState: 'active' });
    expect(await cab(folder, line, env)).toMatchObject({ code: 0 });
    const status = (await (await fetch(`${page}/api/v1/status`)).json()) as { netFlow: number };
    expect(status.netFlow).toBe(500.25);
    const refused = await cab(folder, flow('flow', 'withdrawal', '99999999'), env);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('cannot be taken out')]);
    for (const wrong of [['sideways', '1'], ['deposit'], ['deposit', '1', '2']]) {
      expect(await cab(folder, flow('flow', ...wrong), env)).toMatchObject({ code: 64 });
    }
    expect((await cab(folder, flow('flow', 'deposit', '1'), { API_TOKEN: `${env.API_TOKEN}x` })).code).toBe(78);
    expect(await cab(folder, flow('flow', 'deposit', '1'))).toMatchObject({ code: 78 });
    expect(await bot.end('SIGTERM')).toBe(0);
    expect(await cab(folder, line, env)).toMatchObject({ code: 74 });
    expect((await cab(folder, ['replay'], env)).code).toBe(0);
  });

  it('logs fills with the id of their decision', async () => {
    const folder = aFolder();
    const bot = startCab(folder, ['run', '--replay', aCandleFile(folder, 2000), ...CROSS, ...PACED]);
    const fill = JSON.parse(await bot.seen(/"bought /)) as Record<string, unknown>;
    expect(fill).toMatchObject({ level: 'info', symbol: 'BTC/USDT', side: 'buy' });
    expect(await bot.end('SIGTERM')).toBe(0);
    const decisions = JSON.parse((await cab(folder, ['export', 'decisions', '--json'])).stdout) as { id: string }[];
    expect(decisions.map((decision) => decision.id)).toContain(fill['correlationId']);
  });

  it('refuses wrong strategies without leaving a database that cannot start again', async () => {
    const folder = aFolder();
    const refused = await cab(folder, ['run', '--strategy', 'ema-cross', '--params', 'fast=9999']);
    expect(refused.code).toBe(78);
    expect(refused.stderr).toContain('fast');
    const ran = await cab(folder, ['run', '--replay', aCandleFile(folder), ...CROSS, ...TO_THE_END]);
    expect(ran.code).toBe(0);
  });

  it('refuses a missing replay with 65 and a database of garbage with 78', async () => {
    const folder = aFolder();
    const missing = await cab(folder, ['run', '--replay', 'absent_1h.csv', '--exit-when-done']);
    expect(missing.code).toBe(65);
    expect(missing.stderr).toContain('absent_1h.csv');
    const garbage = await cab(folder, ['run', '--db', aCandleFile(folder)]);
    expect(garbage.code).toBe(78);
    expect(garbage.stderr).toContain('not a database of this program');
  });
});
