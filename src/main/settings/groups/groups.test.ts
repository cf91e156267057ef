import { describe, expect, it } from 'vitest';
import { loadSettings } from '../load-settings.ts';
import { spellingsOf } from '../resolve-setting.ts';
import { readSetting } from '../settings.ts';
import { ALL_SETTINGS, GROUP_TITLES, settingGroups } from './index.ts';

/** The keys that users were promised, written down apart from the table: `KEY|ALIAS`, `KEY*` with _FILE and _B64. */
const PROMISED = `
  MODE DRY_RUN ENABLE_TRADING EXCHANGE SYMBOLS|SYMBOL TIMEFRAME STRATEGY INITIAL_CAPITAL TZ DEGRADATION_LEVEL
  POSITION_SIZE_QUOTE|POSITION_SIZE_USD|FIXED_AMOUNT|POSITION_SIZE MAX_POSITION_SIZE
  STOP_LOSS_PCT TAKE_PROFIT_PCT TRAILING_STOP_PCT EXITS_INTERVAL_SEC
  MAX_POSITIONS MAX_DRAWDOWN_PCT|MAX_DRAWDOWN RISK_HOURS_UTC RISK_COOLDOWN_SEC RISK_MAX_SPREAD_PCT
  RISK_MAX_POSITION_BASE RISK_MAX_ORDERS_PER_HOUR RISK_DAILY_LOSS_LIMIT_QUOTE RISK_MAX_FEE_PCT RISK_MAX_SLIPPAGE_PCT
  RISK_MAX_CONSECUTIVE_LOSSES RISK_MAX_CAPITAL_PER_SYMBOL_PCT RISK_MAX_TOTAL_EXPOSURE_PCT RISK_ATR_SPIKE_PCT
  MAX_TIME_DRIFT_MS FEE_PCT_ESTIMATE
  EVAL_INTERVAL_SEC RECONCILE_INTERVAL_SEC RECONCILE_LOOKBACK_HOURS WATCHDOG_INTERVAL_SEC DMS_TIMEOUT_MS
  HTTP_TIMEOUT_SEC
  IDEMPOTENCY_BUCKET_MS IDEMPOTENCY_TTL_SEC RATE_LIMIT_ORDERS_PER_MINUTE|RISK_MAX_ORDERS_PER_MINUTE
  RATE_LIMIT_EVALUATE_PER_MINUTE RATE_LIMIT_MARKET_CONTEXT_PER_HOUR
  API_KEY*|GATEIO_API_KEY*|EXCHANGE_API_KEY* API_SECRET*|GATEIO_API_SECRET*|EXCHANGE_SECRET_KEY*
  GATEIO_PASSWORD* SANDBOX|GATEIO_SANDBOX SECRETS_FILE API_TOKEN*
  DB_PATH DATABASE_URL* DB_BACKUP_INTERVAL_HOURS SQLITE_VACUUM_THRESHOLD_MB SQLITE_ANALYZE_ROWS_CHANGED DATA_DIR
  CHARTS_DIR MODELS_DIR LOGS_DIR
  TELEGRAM_BOT_TOKEN* TELEGRAM_WEBHOOK_SECRET*|TELEGRAM_SECRET_TOKEN*|TELEGRAM_BOT_SECRET*
  TELEGRAM_CHAT_ID|ALERT_TELEGRAM_CHAT_ID TELEGRAM_ADMIN_IDS PUBLIC_BASE_URL
  CONTEXT_ENABLE CONTEXT_CACHE_TTL_SEC CONTEXT_HTTP_TIMEOUT_SEC CONTEXT_BTC_DOMINANCE_URL CONTEXT_FEAR_GREED_URL
  CONTEXT_DXY_URL
  PERF_BUDGET_DECISION_P99_MS|PERF_BUDGET_DECIDE_P99 PERF_BUDGET_ORDER_P99_MS|PERF_BUDGET_ORDER_P99
  PERF_BUDGET_FLOW_P99_MS
  LOG_LEVEL SENTRY_DSN* INFLUXDB_URL INFLUXDB_TOKEN* INFLUXDB_ORG INFLUXDB_BUCKET BACKTEST_METRICS_PATH BUS_DLQ_MAX
  HOST PORT OPENAI_API_KEY* OPENAI_BASE_URL REDIS_URL* RUN_TESTS_ON_STARTUP
  SIMULATED_SPEED SIMULATED_SEED SIMULATED_WARMUP REPLAY_FILE FEE_PCT SPREAD_BPS SLIPPAGE_BPS MAX_VOLUME_SHARE LATENCY_CANDLES
  LATENCY_MS STRATEGY_PARAMS BREAK_EVEN_PCT TRAILING_ACTIVATION_PCT TIME_STOP_CANDLES ATR_STOP_MULTIPLE
  POSITION_SIZE_MODE POSITION_SIZE_PCT RISK_MAX_CORRELATION
`
  .trim()
  .split(/\s+/)
  .map((entry) =>
    entry
      .split('|')
      .flatMap((name) => (name.endsWith('*') ? ['', '_FILE', '_B64'].map((form) => name.slice(0, -1) + form) : [name])),
  );

/** Neighbors that a setting cannot be set without. */
const COMPANIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  INFLUXDB_URL: { INFLUXDB_BUCKET: 'trading' },
  POSITION_SIZE_MODE: { POSITION_SIZE_PCT: '1%' },
  RISK_MAX_SPREAD_PCT: { SPREAD_BPS: '4' },
};

function loadWith(spelling: string, key: string, example: string) {
  const form = /_(FILE|B64)$/.exec(spelling)?.[1];
  const isForm = ALL_SETTINGS.every(({ setting }) => setting.key !== spelling);
  const b64 = Buffer.from(example).toString('base64');
  const text = isForm && form === 'FILE' ? '/run/secret' : isForm && form === 'B64' ? b64 : example;
  return loadSettings({
    env: { [spelling]: text, ...COMPANIONS[key] },
    readFile: () => ({ ok: true, value: key === 'SECRETS_FILE' ? '{}' : `${example}\n` }),
  });
}

function exampleOf(key: string): string {
  const example = ALL_SETTINGS.find(({ setting }) => setting.key === key)?.setting.example ?? '';
  return example.startsWith('$(') ? 'f'.repeat(64) : example;
}

describe('the table of settings', () => {
  it.each(PROMISED.map((names) => [names[0] ?? '', names] as const))('holds %s with all its spellings', (_, names) => {
    const owners = ALL_SETTINGS.filter(({ setting }) => names.some((name) => spellingsOf(setting).includes(name)));
    expect(owners).toHaveLength(1);
    expect(owners.flatMap(({ setting }) => spellingsOf(setting))).toEqual(expect.arrayContaining([...names]));
  });

  it.each(ALL_SETTINGS.flatMap((listed) => spellingsOf(listed.setting).map((spelling) => [spelling, listed] as const)))(
    '%s reaches the typed settings',
    (spelling, { group, name, setting }) => {
      const loaded = loadWith(spelling, setting.key, exampleOf(setting.key));
      expect(loaded.ok ? [] : loaded.error).toEqual([]);
      if (!loaded.ok) return;
      expect(readSetting(loaded.value, group, name)).not.toBeUndefined();
      expect(loaded.value.origins[setting.key]).toEqual({ source: 'environment', usedKey: spelling });
    },
  );

  it('uses every spelling once', () => {
    const all = ALL_SETTINGS.flatMap(({ setting }) => spellingsOf(setting));
    expect(all.filter((spelling, index) => all.indexOf(spelling) !== index)).toEqual([]);
    expect(all.filter((spelling) => !/^[A-Z][A-Z0-9_]*$/.test(spelling))).toEqual([]);
  });

  it('has a title for every group', () => {
    expect(Object.keys(GROUP_TITLES)).toEqual(Object.keys(settingGroups));
  });

  it.each(ALL_SETTINGS.map(({ setting }) => [setting.key, setting] as const))(
    '%s reads its own default and example, and prints what it reads',
    (key, setting) => {
      for (const text of [setting.defaultText, exampleOf(key)]) {
        if (text === undefined) continue;
        const parsed = setting.parse(text, key);
        expect(parsed.ok ? '' : parsed.error).toBe('');
        if (!parsed.ok || setting.isSecret) continue;
        const again = setting.parse(setting.format(parsed.value), key);
        expect(again).toEqual(parsed);
      }
      expect(setting.description).toMatch(/^[A-Z].*\.$/);
      expect(setting.isSecret && setting.isRuntimeSafe).toBe(false);
    },
  );
});
