import { describe, expect, it } from 'vitest';
import { loadSettings } from './load-settings.ts';
import { formatProblem } from './problem.ts';

describe('a name that is part of one of ours, has one in it, or is another bot’s word for it', () => {
  const rows = [
    ['DAILY_LOSS_LIMIT_QUOTE=50', 'RISK_DAILY_LOSS_LIMIT_QUOTE'],
    ['COOLDOWN_SEC=3600', 'RISK_COOLDOWN_SEC'],
    ['BREAK_EVEN=1%', 'BREAK_EVEN_PCT'],
    ['MAX_OPEN_TRADES=3', 'MAX_POSITIONS'],
    ['RISK_MAX_DRAWDOWN_PCT=5%', 'MAX_DRAWDOWN_PCT'],
    ['BOT_MAX_POSITIONS=3', 'MAX_POSITIONS'],
    ['max_orders_per_hour=3', 'RISK_MAX_ORDERS_PER_HOUR'],
  ] as const;

  it.each(rows)('is refused in .env with the right one: %s', (line, right) => {
    const loaded = loadSettings({ dotenvText: line });
    const name = line.split('=')[0];
    expect(loaded.ok ? [] : loaded.error.map(formatProblem)).toEqual([
      `${name} (.env line 1) is [redacted]: is not a setting; the nearest one is ${right}`,
    ]);
  });

  it.each(rows)('is warned about in the environment, which other programs share: %s', (line, right) => {
    const [name = '', value] = line.split('=');
    const loaded = loadSettings({ env: { [name]: value } });
    expect(loaded.ok ? loaded.value.warnings.map(formatProblem) : []).toEqual([
      `${name} (environment) is [redacted]: is not a setting; the nearest one is ${right}`,
    ]);
  });

  it('is warned about where the right one is set as well', () => {
    const loaded = loadSettings({ dotenvText: 'COOLDOWN_SEC=3600\nRISK_COOLDOWN_SEC=60' });
    expect(loaded.ok && loaded.value.warnings).toHaveLength(1);
  });

  it.each([
    'GOOGLE_API_KEY',
    'SSH_PORT',
    'MY_DATA_DIR',
    'NPM_CONFIG_LOG_LEVEL',
    'RUN_MODE',
    'APP_DATABASE_URL',
    'POSTGRES_DB',
  ])('does not catch what belongs to other programs: %s', (name) => {
    const loaded = loadSettings({ dotenvText: `${name}=x`, env: { [name]: 'x' } });
    expect(loaded.ok && loaded.value.warnings).toEqual([]);
  });
});
