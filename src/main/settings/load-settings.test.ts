import { describe, expect, it } from 'vitest';
import { err, ok } from '../../domain/result.ts';
import type { SettingInputs } from './layers.ts';
import { loadSettings } from './load-settings.ts';
import { formatProblem } from './problem.ts';
import type { Settings } from './settings.ts';

const FILES: Readonly<Record<string, string>> = {
  '/run/key': 'key-from-file\n',
  '/run/secrets.json': '{"API_SECRET":"secret-from-json","PORT":7000,"MAX_POSITIONS":3}',
};

function load(inputs: SettingInputs): Settings {
  const loaded = loadSettings({
    readFile: (path) => {
      const text = FILES[path];
      return text === undefined ? err('ENOENT') : ok(text);
    },
    ...inputs,
  });
  if (!loaded.ok) throw new Error(loaded.error.map(formatProblem).join('\n'));
  return loaded.value;
}

describe('loadSettings', () => {
  it('needs nothing at all', () => {
    const settings = load({});
    expect(settings.mode).toMatchObject({ mode: 'paper', exchange: 'simulated', symbols: ['BTC/USDT'] });
    expect(settings.warnings).toEqual([]);
    expect(settings.origins['MODE']).toEqual({ source: 'default', usedKey: 'MODE' });
  });

  it('takes each setting from the strongest source that names it', () => {
    const sources: [string, SettingInputs][] = [
      ['secrets file', { dotenvText: 'SECRETS_FILE=/run/secrets.json' }],
      ['.env', { dotenvText: 'SECRETS_FILE=/run/secrets.json\nMAX_POSITIONS=4' }],
      ['environment', { env: { MAX_POSITIONS: '5' } }],
      ['run-time change', { runtimeOverrides: { MAX_POSITIONS: '6' } }],
      ['command line', { overrides: { MAX_POSITIONS: '7' } }],
    ];
    let inputs: SettingInputs = {};
    for (const [index, [source, more]] of sources.entries()) {
      inputs = { ...inputs, ...more };
      const settings = load(inputs);
      expect(settings.origins['MAX_POSITIONS']?.source).toBe(source);
      expect(settings.risk.maxPositions).toBe(index + 3);
    }
  });

  it('reads secrets by value, from a file, from base64 and from the secrets file', () => {
    const { keys } = load({
      env: { GATEIO_API_KEY_FILE: '/run/key', API_TOKEN_B64: 'dG9rZW4tZnJvbS1iYXNlNjQ=' },
      dotenvText: 'SECRETS_FILE=/run/secrets.json\nGATEIO_PASSWORD=by value',
    });
    expect(keys.apiKey?.reveal()).toBe('key-from-file');
    expect(keys.apiToken?.reveal()).toBe('token-from-base64');
    expect(keys.apiSecret?.reveal()).toBe('secret-from-json');
    expect(keys.apiPassword?.reveal()).toBe('by value');
  });

  it('treats an empty value as absent', () => {
    expect(load({ env: { PORT: '', HOST: '  ' }, dotenvText: 'PORT=9000' }).server.port).toBe(9000);
  });

  it('accepts two names of one setting that mean the same', () => {
    const settings = load({ env: { MAX_DRAWDOWN_PCT: '15%', MAX_DRAWDOWN: '0.15' } });
    expect(settings.risk.maxDrawdownRatio).toBe(0.15);
  });

  it('warns when one name hides another name of the same setting', () => {
    const { warnings, size } = load({ env: { FIXED_AMOUNT: '50' }, dotenvText: 'POSITION_SIZE_USD=70' });
    expect(size.sizeQuote).toBe(50);
    expect(warnings.map(formatProblem)).toEqual([
      'FIXED_AMOUNT (environment) is "50": hides POSITION_SIZE_USD (.env), another name of the same setting with another value',
    ]);
  });

  it('keeps what it keeps under the data folder', () => {
    const { storage } = load({ env: { DATA_DIR: '/var/lib/bot/', CHARTS_DIR: '/tmp/charts' } });
    expect(storage.databasePath).toBe('/var/lib/bot/bot.db');
    expect(storage.chartsDirectory).toBe('/tmp/charts');
    expect(storage.logsDirectory).toBeUndefined();
  });

  it('ignores keys of other programs', () => {
    const env = { HOME: '/home/me', PATH: '/bin', NODE_ENV: 'production', NODE: 'x', mode: 'x', COMPOSE_FILE: 'x' };
    expect(load({ env, dotenvText: 'GRAFANA_PASSWORD=x' }).warnings).toEqual([]);
  });

  it('warns about keys that carry one of our prefixes', () => {
    const { warnings } = load({ env: { INFLUXDB_ADMIN_TOKEN: 'x' } });
    expect(warnings.map(formatProblem)).toEqual([
      'INFLUXDB_ADMIN_TOKEN (environment) is [redacted]: is not a setting; the nearest one is INFLUXDB_TOKEN',
    ]);
  });

  it('only warns about a typing error beside the key that was meant', () => {
    const { warnings, risk } = load({ env: { MAX_DRAWDOWN_PCT: '10%', MAX_DRAWDONW_PCT: '5%' } });
    expect(risk.maxDrawdownRatio).toBe(0.1);
    expect(warnings.map(({ key }) => key)).toEqual(['MAX_DRAWDONW_PCT']);
  });

  it('returns settings that nobody can change', () => {
    const settings = load({});
    expect(() => {
      (settings.risk as { maxPositions: number }).maxPositions = 99;
    }).toThrow(TypeError);
    expect(() => (settings.mode.symbols as string[]).push('ETH/USDT')).toThrow(TypeError);
  });
});
