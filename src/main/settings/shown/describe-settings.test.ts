import fc from 'fast-check';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeSettings } from './describe-settings.ts';
import { ALL_SETTINGS } from '../groups/index.ts';
import type { SettingInputs } from '../layers.ts';
import { loadSettings } from '../load-settings.ts';
import { formatProblem } from '../problem.ts';
import { spellingsOf } from '../resolve-setting.ts';
import type { Settings } from '../settings.ts';

function load(inputs: SettingInputs): Settings {
  const loaded = loadSettings(inputs);
  if (!loaded.ok) throw new Error(loaded.error.map(formatProblem).join('\n'));
  return loaded.value;
}

function rowOf(settings: Settings, key: string) {
  return describeSettings(settings).find((row) => row.key === key);
}

describe('describeSettings', () => {
  it('has one row for every setting, in the order of the table', () => {
    expect(describeSettings(load({})).map(({ key }) => key)).toEqual(ALL_SETTINGS.map(({ setting }) => setting.key));
  });

  it('shows what is in force, where it is from and in which unit', () => {
    const settings = load({ env: { MAX_DRAWDOWN: '0.15', API_TOKEN: 'canary-token-canary' }, dotenvText: 'PORT=9000' });
    expect(rowOf(settings, 'MAX_DRAWDOWN_PCT')).toMatchObject({
      value: '15%',
      source: 'environment',
      usedKey: 'MAX_DRAWDOWN',
      unit: '%',
      isDefault: false,
      isRuntimeSafe: true,
    });
    expect(rowOf(settings, 'PORT')).toMatchObject({ value: '9000', source: '.env', isDefault: false });
    expect(rowOf(settings, 'RISK_COOLDOWN_SEC')).toMatchObject({ value: 'off', source: 'default', isDefault: true });
    expect(rowOf(settings, 'API_TOKEN')).toMatchObject({ value: '[redacted]', source: 'environment' });
    expect(rowOf(settings, 'API_KEY')).toMatchObject({ value: '', source: 'default' });
    expect(rowOf(settings, 'EXITS_INTERVAL_SEC')).toMatchObject({ value: '5', unit: 's' });
  });

  it.each([
    [{}, '3', 'profile conservative', true],
    [{ RISK_PROFILE: 'Open' }, 'off', 'profile open', true],
    [{ RISK_PROFILE: 'open', MAX_POSITIONS: '7' }, '7', 'environment', false],
    [{ MAX_POSITIONS: 'off' }, 'off', 'environment', false],
  ])('names the profile as the source of a limit that nobody set: %j', (env, value, source, isDefault) => {
    const rows = load({ env });
    expect(rowOf(rows, 'MAX_POSITIONS')).toMatchObject({ value, source, isDefault });
    expect(rowOf(rows, 'RISK_MAX_CAPITAL_PER_SYMBOL_PCT')?.isDefault).toBe(true);
  });

  it.each([
    [{}, 'off', 'default without SPREAD_BPS'],
    [{ SPREAD_BPS: '4' }, '1%', 'default'],
    [{ EXCHANGE: 'gateio' }, '1%', 'default'],
    [{ EXCHANGE: 'gateio', REPLAY_FILE: 'btc.csv' }, 'off', 'default without SPREAD_BPS'],
    [{ EXCHANGE: 'gateio', MODE: 'backtest' }, 'off', 'default without SPREAD_BPS'],
    [{ RISK_MAX_SPREAD_PCT: 'off' }, 'off', 'environment'],
  ])('says that a limit on a spread that nothing tells is off: %j', (env, value, source) => {
    expect(rowOf(load({ env }), 'RISK_MAX_SPREAD_PCT')).toMatchObject({ value, source });
  });

  it('shows what could be written to get the same settings', () => {
    const rows = describeSettings(
      load({ env: { SYMBOLS: 'ethusdt', RISK_HOURS_UTC: '8-22 mon-fri', BREAK_EVEN_PCT: '2' } }),
    );
    const overrides = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    expect(describeSettings(load({ overrides })).map(({ value }) => value)).toEqual(rows.map(({ value }) => value));
  });
});

const secretSpellings = ALL_SETTINGS.filter(({ setting }) => setting.isSecret).flatMap(({ setting }) =>
  spellingsOf(setting),
);

describe('no output', () => {
  it('holds a secret, whatever is set in whatever way', () => {
    const canary = fc.stringMatching(/^[a-z0-9]{24}$/);
    const shape = fc.constantFrom(
      (text: string) => text,
      (text: string) => `123456:${text}`,
      (text: string) => `postgres://me:${text}@host/db`,
      (text: string) => `https://${text}@host/1`,
      (text: string) => Buffer.from(text).toString('base64'),
      (text: string) => `"${text}" ${text}`,
    );
    const assignments = fc.dictionary(
      fc.constantFrom(...secretSpellings, 'API_KEYS', 'GATEIO_KEY', 'TELEGRAM_BOT_TOKE'),
      shape,
      {
        minKeys: 1,
        maxKeys: 12,
      },
    );
    const place = fc.constantFrom('env', 'overrides', 'runtimeOverrides', 'dotenv', 'file');
    fc.assert(
      fc.property(canary, assignments, place, (text, shapes, where) => {
        const record = Object.fromEntries(Object.entries(shapes).map(([key, make]) => [key, make(text)]));
        const dotenvText = Object.entries(record)
          .map(([key, value]) => `${key}='${value}'`)
          .join('\n');
        const inputs: Readonly<Record<string, SettingInputs>> = {
          dotenv: { dotenvText },
          file: { env: { SECRETS_FILE: '/s' }, readFile: () => ({ ok: true, value: JSON.stringify(record) }) },
        };
        const loaded = loadSettings(inputs[where] ?? { [where]: record });
        const shown = loaded.ok
          ? [inspect(loaded.value, { depth: 9 }), JSON.stringify([loaded.value, describeSettings(loaded.value)])]
          : [JSON.stringify(loaded.error), ...loaded.error.map(formatProblem)];
        const forms = [text, Buffer.from(text).toString('base64').slice(0, 30)];
        for (const form of forms) expect(shown.join('\n')).not.toContain(form);
      }),
      { numRuns: 300 },
    );
  });
});
