import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCandleFile, aFolder, cab, candleCsv, candleRows, documentOf } from './cab.ts';

interface ShownSetting {
  readonly key: string;
  readonly value: string;
  readonly source: string;
}

describe.concurrent('cab config', () => {
  it('shows value, unit and source of every setting and masks secrets', async () => {
    const folder = aFolder();
    const env = { API_TOKEN: 'a-token-that-nobody-may-see-0123456789', MAX_POSITIONS: '3' };
    const finished = await cab(folder, ['config', 'show', '--json', '--set', 'RISK_COOLDOWN_SEC=90'], env);
    expect(finished.code).toBe(0);
    expect(finished.stdout).not.toContain(env.API_TOKEN);
    const settings = documentOf(finished)['settings'] as ShownSetting[];
    const of = (key: string) => settings.find((row) => row.key === key);
    expect(of('MAX_POSITIONS')).toMatchObject({ value: '3', source: 'environment' });
    expect(of('RISK_COOLDOWN_SEC')).toMatchObject({ source: 'command line' });
    expect(of('API_TOKEN')).toMatchObject({ value: '[redacted]' });
    const group = await cab(folder, ['config', 'show', '--group', 'risk'], env);
    expect(group.stdout).toContain('MAX_POSITIONS');
    expect(group.stdout).not.toContain('SYMBOLS');
    expect((await cab(folder, ['config', 'show', '--group', 'rsk'])).code).toBe(64);
  });

  it('tells all problems at once with 78', async () => {
    const folder = aFolder();
    const env = { MAX_POSITIONS: 'many', STOP_LOSS_PCT: '900' };
    const finished = await cab(folder, ['config', 'validate', '--json'], env);
    expect(finished.code).toBe(78);
    const { problems } = documentOf(finished)['error'] as { problems: string[] };
    expect(problems.map((problem) => problem.split(' ')[0]).toSorted((a = '', b = '') => a.localeCompare(b))).toEqual([
      'MAX_POSITIONS',
      'STOP_LOSS_PCT',
    ]);
    expect((await cab(folder, ['config', 'validate'])).code).toBe(0);
    expect((await cab(folder, ['config', 'validate', '--strategy', 'ema-croos'])).code).toBe(78);
  });
});

describe.concurrent('cab data check', () => {
  it('lists gaps as warnings and exits with 0', async () => {
    const folder = aFolder();
    const file = join(folder, 'BTC-USDT_1h.csv');
    writeFileSync(file, candleCsv(candleRows(60).filter((_, index) => index !== 20 && index !== 21)));
    const finished = await cab(folder, ['data', 'check', file, '--json']);
    expect(finished.code).toBe(0);
    const [checked] = documentOf(finished)['files'] as { rows: number; findings: object[] }[];
    expect(checked).toMatchObject({ rows: 58, timeframe: '1h' });
    expect(checked?.findings).toContainEqual(expect.objectContaining({ severity: 'warning', code: 'gaps', count: 1 }));
  });

  it('exits with 1 when a file has errors, and still tells of the others', async () => {
    const folder = aFolder();
    const bad = join(folder, 'bad_1h.csv');
    const rows = candleRows(30);
    writeFileSync(bad, candleCsv([...rows.slice(0, 10), rows[5] ?? [], ...rows.slice(10)]));
    const finished = await cab(folder, ['data', 'check', aCandleFile(folder), bad]);
    expect(finished.code).toBe(1);
    expect(finished.stdout).toContain('400 candles of 1h');
    expect(finished.stdout).toContain('error');
    expect((await cab(folder, ['data', 'check', 'absent.csv'])).code).toBe(65);
  });
});

describe.concurrent('cab', () => {
  it('checks the whole installation in a temporary folder', async () => {
    const finished = await cab(aFolder(), ['smoke', '--json']);
    expect(finished.code).toBe(0);
    const { ok, checks } = documentOf(finished) as { ok: boolean; checks: { name: string; ok: boolean }[] };
    expect(ok).toBe(true);
    expect(checks.map((check) => check.name)).toEqual([
      'settings',
      'storage',
      'backtest',
      'paper run',
      'restart',
      'replay',
      'http',
    ]);
  });

  it('fails the smoke check when settings are wrong', async () => {
    const finished = await cab(aFolder(), ['smoke', '--json'], { MAX_POSITIONS: 'many' });
    expect(finished.code).toBe(1);
    expect(documentOf(finished)).toMatchObject({ ok: false });
  });

  it('reports a bot that does not answer with 74 and an address that is none with 64', async () => {
    const folder = aFolder();
    const silent = await cab(folder, ['health', '--url', 'http://127.0.0.1:9', '--json']);
    expect(silent.code).toBe(74);
    expect(documentOf(silent)).toMatchObject({ error: { kind: 'io' } });
    expect((await cab(folder, ['health', '--url', 'localhost'])).code).toBe(64);
  });

  it('lists its commands, and suggests what was probably meant', async () => {
    const folder = aFolder();
    const help = await cab(folder, ['--help']);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('backtest');
    const typo = await cab(folder, ['backtets', 'x.csv', '--json']);
    expect(typo.code).toBe(64);
    expect(typo.stderr).toContain('Did you mean backtest?');
    expect(documentOf(typo)).toMatchObject({ error: { kind: 'usage', exitCode: 64 } });
  });
});
