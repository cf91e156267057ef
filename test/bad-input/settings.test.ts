/** Settings and strategies that are wrong: all problems at once, exit code 78, nothing begun. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCsv, walk } from '../support/synthetic-candles.ts';
import { cab, workFolder } from '../black-box/cab-process.ts';

const set = (...settings: string[]): string[] => settings.flatMap((setting) => ['--set', setting]);

describe('cab run with settings that are wrong', () => {
  it('names every one of them with its source, its value and what would be right', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, '.env'), 'TIMEFRAME=7m\n');
    const line = ['run', ...set('MAX_POSITIONS=-3', 'STOP_LOSS_PCT=abc', 'NO_SUCH_SETTING=1')];
    const { code, stdout, stderr } = await cab(folder, line, { SYMBOLS: 'BTC' });
    expect(code).toBe(78);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/MAX_POSITIONS \(command line\) is "-3": must be a whole number from 1/);
    expect(stderr).toMatch(/STOP_LOSS_PCT \(command line\) is "abc": must be a percentage/);
    expect(stderr).toMatch(/NO_SUCH_SETTING .*is not a setting/);
    expect(stderr).toMatch(/TIMEFRAME \(\.env line 1\) is "7m": must be one of 1m 3m 5m/);
    expect(stderr).toMatch(/SYMBOLS \(environment\) is "BTC": .*write it like BTC\/USDT/);
    expect(readdirSync(folder)).toEqual(['.env']);
  });

  it('refuses an exchange whose market it cannot read', async () => {
    const folder = workFolder();
    const { code, stderr } = await cab(folder, ['run', '--port', '0', ...set('EXCHANGE=gateio')]);
    expect(code).toBe(78);
    expect(stderr).toMatch(/EXCHANGE=gateio: .*not available .*use EXCHANGE=simulated/);
  });

  it('refuses markets that do not share one quote currency', async () => {
    const { code, stderr } = await cab(workFolder(), ['run', '--port', '0', '--symbols', 'BTC/USDT,ETH/BTC']);
    expect(code).toBe(78);
    expect(stderr).toMatch(/SYMBOLS .*must share one quote currency, found USDT, BTC/);
  });
});

const OWN = (body: string): string => `
import { defineStrategy } from 'crypto-ai-bot/strategy';
export const own = defineStrategy({ name: 'own', parameters: {}, ${body} });
`;

/** A backtest of 400 candles with a strategy of one's own, as one JSON document. */
async function backtest(text: string) {
  const folder = workFolder();
  writeFileSync(join(folder, 'candles.csv'), toCsv(walk({ seed: 3, count: 400 })));
  writeFileSync(join(folder, 'own.ts'), text);
  const market = ['--symbol', 'BTC/USDT', '--timeframe', '1m', '--lookback', '10'];
  return cab(folder, ['backtest', 'candles.csv', ...market, '--strategy', './own.ts', '--json']);
}

describe('cab backtest with a strategy that is wrong', () => {
  it.each([
    ['has a syntax error', 'export const = 1;', /own\.ts cannot be loaded/],
    ['exports none', 'export const answer = 42;', /own\.ts must export one strategy/],
    ['fails in its setup', OWN(`setup: () => { throw new Error('no model here'); }`), /strategy own: no model here/],
    ['does not exist', OWN('setup: 42'), /own\.ts must export one strategy/],
  ])('that %s exits with 78 and says why', async (_how, text, message) => {
    const { code, stdout, stderr } = await backtest(text);
    expect(code).toBe(78);
    expect(stderr).toMatch(message);
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'settings', exitCode: 78 } });
  });

  it.each([
    [
      'throws',
      OWN(`setup: () => ({ index }) => { if (index > 60) throw new Error('division by zero'); return undefined; }`),
      /own on BTC\/USDT stopped: division by zero in .*own\.ts:\d+:\d+, at candle 2024-01-01T01:01/,
    ],
    ['returns nonsense', OWN('setup: () => () => 42'), /must return an intent or undefined, value was 42/],
    [
      'asks for a NaN price',
      OWN(`setup: () => ({ enterLong }) => enterLong({ reason: 'x', stopPrice: Number.NaN })`),
      /stopPrice must be a positive price/,
    ],
  ])('that %s is stopped, and the report says so', async (_how, text, message) => {
    const { code, stdout } = await backtest(text);
    expect(code).toBe(0);
    const { hints } = JSON.parse(stdout) as { hints: string[] };
    expect(hints.find((hint) => hint.includes('stopped'))).toMatch(message);
  });
});
