import { describe, expect, it } from 'vitest';
import { err, ok } from '../../domain/result.ts';
import type { SettingInputs } from './layers.ts';
import { loadSettings } from './load-settings.ts';
import { formatProblem } from './problem.ts';

function problemsOf(inputs: SettingInputs): readonly string[] {
  const files: Readonly<Record<string, string>> = {
    '/empty': ' \n',
    '/list.json': '[]',
    '/broken.json': '{"API_KEY":"x',
  };
  const readFile = (path: string) => (path in files ? ok(files[path] ?? '') : err('ENOENT'));
  const loaded = loadSettings({ readFile, ...inputs });
  return loaded.ok ? [] : loaded.error.map(formatProblem);
}

type Row = readonly [what: string, inputs: SettingInputs, ...problems: string[]];

const KEYS = { API_KEY: 'k', API_SECRET: 's' };

const ROWS: readonly Row[] = [
  [
    'no number',
    { env: { MAX_POSITIONS: 'many' } },
    'MAX_POSITIONS (environment) is "many": must be a whole number from 1 to 10000, or off, for example MAX_POSITIONS=5',
  ],
  [
    'half a position',
    { env: { MAX_POSITIONS: '1.5' } },
    'MAX_POSITIONS (environment) is "1.5": must be a whole number from 1 to 10000, or off, for example MAX_POSITIONS=5',
  ],
  [
    'no position at all',
    { env: { MAX_POSITIONS: '0' } },
    'MAX_POSITIONS (environment) is "0": must be a whole number from 1 to 10000, or off, for example MAX_POSITIONS=5',
  ],
  [
    'a port too high',
    { overrides: { PORT: '70000' } },
    'PORT (command line) is "70000": must be a whole number from 0 to 65535, for example PORT=8080',
  ],
  [
    'a fraction meant as percent',
    { dotenvText: '\nRISK_MAX_SPREAD_PCT=0.3' },
    'RISK_MAX_SPREAD_PCT (.env line 2) is "0.3": "0.3" is read as 30% (for less than one percent write 0.3%); must be a percentage from 0.001% to 20%, or off (also 0), for example RISK_MAX_SPREAD_PCT=0.3%',
  ],
  [
    'more than everything',
    { env: { RISK_MAX_TOTAL_EXPOSURE_PCT: '120' } },
    'RISK_MAX_TOTAL_EXPOSURE_PCT (environment) is "120": "120" is read as 120%; must be a percentage from 0.01% to 100%, or off (also 0), for example RISK_MAX_TOTAL_EXPOSURE_PCT=80%',
  ],
  [
    'a negative loss',
    { env: { STOP_LOSS_PCT: '-2%' } },
    'STOP_LOSS_PCT (environment) is "-2%": "-2%" is read as -2%; must be a percentage from 0.05% to 90%, or off (also 0), for example STOP_LOSS_PCT=2%',
  ],
  [
    'a decimal comma',
    { env: { INITIAL_CAPITAL: '1000,50' } },
    'INITIAL_CAPITAL (environment) is "1000,50": a number is written with a point and without separators; must be a number from 0.000001 to 1000000000000, for example INITIAL_CAPITAL=1000',
  ],
  [
    'a word that is no truth',
    { env: { ENABLE_TRADING: 'maybe' } },
    'ENABLE_TRADING (environment) is "maybe": must be true or false, for example ENABLE_TRADING=false',
  ],
  [
    'an unknown mode',
    { env: { MODE: 'test' } },
    'MODE (environment) is "test": must be one of paper, live, backtest, for example MODE=paper',
  ],
  [
    'an unknown exchange',
    { env: { EXCHANGE: 'mtgox' } },
    'EXCHANGE (environment) is "mtgox": must be one of simulated, gateio, binance, firi, for example EXCHANGE=gateio',
  ],
  [
    'an unknown timeframe',
    { env: { TIMEFRAME: '7m' } },
    'TIMEFRAME (environment) is "7m": must be one of 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w, for example TIMEFRAME=1h',
  ],
  [
    'a symbol twice',
    { env: { SYMBOLS: 'BTC/USDT,btcusdt' } },
    'SYMBOLS (environment) is "BTC/USDT,btcusdt": BTC/USDT is named twice; must be symbols with commas between them, for example SYMBOLS=BTC/USDT,ETH/USDT',
  ],
  [
    'symbols in two currencies',
    { env: { SYMBOLS: 'BTC/USDT,BTC/NOK' } },
    'SYMBOLS (environment) is "BTC/USDT,BTC/NOK": must share one quote currency, found USDT, NOK; run one bot per currency',
  ],
  [
    'a strategy with a space',
    { env: { STRATEGY: 'ema cross' } },
    'STRATEGY (environment) is "ema cross": "ema cross" is neither a strategy name nor the path of a .ts file; must be names of strategies or paths of .ts files with commas between them, for example STRATEGY=ema-cross,./my-strategy.ts',
  ],
  [
    'parameters of nobody',
    { env: { STRATEGY: 'ema-cross,dca', STRATEGY_PARAMS: 'fast=10' } },
    'STRATEGY_PARAMS (environment) is "fast=10": must say which strategy "fast" belongs to, for example ema-cross.fast=…',
  ],
  [
    'a time zone of the moon',
    { env: { TZ: 'Moon/Base' } },
    'TZ (environment) is "Moon/Base": must be a time zone, for example TZ=Europe/Oslo',
  ],
  [
    'a duration too short',
    { env: { HTTP_TIMEOUT_SEC: '1ms' } },
    'HTTP_TIMEOUT_SEC (environment) is "1ms": must be a duration from 0.1 to 300 s, for example HTTP_TIMEOUT_SEC=10',
  ],
  [
    'an address with a password',
    { env: { CONTEXT_DXY_URL: 'https://me:canary@host/' } },
    'CONTEXT_DXY_URL (environment) is "https://[redacted]@host/": an address must not hold a password; must be an address that starts with https:// or http://, for example CONTEXT_DXY_URL=https://example.org/dxy.json',
  ],
  [
    'a plain webhook address',
    { env: { PUBLIC_BASE_URL: 'http://bot.example.org' } },
    'PUBLIC_BASE_URL (environment) is "http://bot.example.org": must be an address that starts with https://, for example PUBLIC_BASE_URL=https://bot.example.org',
  ],
  [
    'a secret with a space in it',
    { env: { API_TOKEN: 'canary canary' } },
    'API_TOKEN (environment) is [redacted]: must be printable text without spaces, for example API_TOKEN=$(openssl rand -hex 32)',
  ],
  [
    'a secret file that is not there',
    { env: { API_TOKEN_FILE: '/canary' } },
    'API_TOKEN_FILE (environment) is [redacted]: must be the path of a readable file (ENOENT)',
  ],
  [
    'an empty secret file',
    { env: { API_TOKEN_FILE: '/empty' } },
    'API_TOKEN_FILE (environment) is [redacted]: names an empty file',
  ],
  [
    'broken base64',
    { env: { API_TOKEN_B64: 'canary!' } },
    'API_TOKEN_B64 (environment) is [redacted]: must be base64 of UTF-8 text (base64 -w0 < file)',
  ],
  [
    'a secrets file that is not there',
    { env: { SECRETS_FILE: '/nowhere' } },
    'SECRETS_FILE (environment): must be the path of a readable JSON file (ENOENT)',
  ],
  [
    'a secrets file that is a list',
    { env: { SECRETS_FILE: '/list.json' } },
    'SECRETS_FILE (environment): must be the path of a file with a JSON object like {"API_KEY": "…"}',
  ],
  [
    'a secrets file that is broken',
    { dotenvText: 'SECRETS_FILE=/broken.json' },
    'SECRETS_FILE (.env): must be the path of a file with a JSON object like {"API_KEY": "…"}',
  ],
  [
    'two names of one setting that differ',
    { env: { POSITION_SIZE_USD: '50', FIXED_AMOUNT: '60' } },
    'POSITION_SIZE_USD (environment) is "50": and FIXED_AMOUNT are two names of one setting and differ (50 and 60); keep one',
  ],
  [
    'two secrets of one name that differ',
    { env: { API_KEY: 'canary-1', GATEIO_API_KEY: 'canary-2' } },
    'API_KEY (environment) is [redacted]: and GATEIO_API_KEY are two names of one setting and differ; keep one',
  ],
  [
    'a typing error in the environment',
    { env: { MAX_DRAWDONW_PCT: '5%' } },
    'MAX_DRAWDONW_PCT (environment) is [redacted]: is not a setting; the nearest one is MAX_DRAWDOWN_PCT',
  ],
  [
    'a typing error in .env',
    { dotenvText: 'MOD=live\nmax_positions=3' },
    'MOD (.env line 1) is [redacted]: is not a setting; the nearest one is MODE',
    'max_positions (.env line 2) is [redacted]: is not a setting; the nearest one is MAX_POSITIONS',
  ],
  ['an unknown flag', { overrides: { COLOUR: 'red' } }, 'COLOUR (command line) is [redacted]: is not a setting'],
  [
    'a plain setting from a file',
    { dotenvText: 'TIMEFRAME_B64=MWg=' },
    'TIMEFRAME_B64 (.env line 1) is [redacted]: is not a setting: TIMEFRAME is no secret, only those are read from _FILE and _B64',
  ],
  [
    'a run-time change of what is fixed',
    { runtimeOverrides: { SYMBOLS: 'ETH/USDT' } },
    'SYMBOLS (run-time change) is "ETH/USDT": cannot be changed while the bot runs; set it in the environment or .env',
  ],
  [
    'a bad line in .env',
    { dotenvText: 'MODE paper' },
    'line 1 (.env line 1): is not KEY=value; a comment begins with #',
  ],
  [
    'a .env that may not be read',
    { dotenvFailure: 'EACCES' },
    '.env (.env): cannot be read (EACCES); fix its permissions or remove it',
  ],
  [
    'live mode',
    { env: { ...KEYS, MODE: 'live', EXCHANGE: 'gateio' } },
    'MODE (environment) is "live": live trading is not available in this version; use MODE=paper (simulated orders) or MODE=backtest',
  ],
  [
    'live mode without anything it needs',
    { env: { MODE: 'live', REPLAY_FILE: 'x.csv' } },
    'MODE (environment) is "live": live trading is not available in this version; use MODE=paper (simulated orders) or MODE=backtest',
    'API_KEY (default): must be set for MODE=live',
    'API_SECRET (default): must be set for MODE=live',
    'EXCHANGE (default) is "simulated": must name a real exchange for MODE=live, for example EXCHANGE=gateio',
    'REPLAY_FILE (environment) is "x.csv": cannot be played with MODE=live; real orders need the real market',
  ],
  [
    'a test network that does not exist',
    { env: { SANDBOX: 'true', EXCHANGE: 'firi' } },
    'SANDBOX (environment) is "true": cannot be true with EXCHANGE=firi, which has no test network',
  ],
  [
    'an entry larger than the capital',
    { env: { FIXED_AMOUNT: '500', INITIAL_CAPITAL: '400' } },
    'FIXED_AMOUNT (environment) is "500": must not be larger than INITIAL_CAPITAL, which is 400',
  ],
  [
    'an entry larger than a position may be',
    { env: { MAX_POSITION_SIZE: '50', POSITION_SIZE_QUOTE: '100' } },
    'POSITION_SIZE_QUOTE (environment) is "100": must not be larger than MAX_POSITION_SIZE, which is 50: every entry would be denied',
  ],
  [
    'a size mode without its share',
    { env: { POSITION_SIZE_MODE: 'atr' } },
    'POSITION_SIZE_PCT (default): must be set for POSITION_SIZE_MODE=atr, for example POSITION_SIZE_PCT=1%',
  ],
  [
    'a fixed size without its amount',
    { env: { POSITION_SIZE_MODE: 'fixed' } },
    'POSITION_SIZE_QUOTE (default): must be set for POSITION_SIZE_MODE=fixed, for example POSITION_SIZE_QUOTE=100',
  ],
  [
    'an amount and a share without a word which',
    { env: { POSITION_SIZE_QUOTE: '50', POSITION_SIZE_PCT: '5%' } },
    'POSITION_SIZE_MODE (default): must be set where POSITION_SIZE_QUOTE and POSITION_SIZE_PCT both are: fixed takes the amount, equity the share',
  ],
  [
    'risk to a stop that is off',
    { env: { POSITION_SIZE_MODE: 'risk', POSITION_SIZE_PCT: '1', STOP_LOSS_PCT: '0' } },
    'POSITION_SIZE_MODE (environment) is "risk": needs a stop to measure the risk to; set STOP_LOSS_PCT or ATR_STOP_MULTIPLE',
  ],
  [
    'a target below the fees',
    { env: { TAKE_PROFIT_PCT: '0.3%' } },
    'TAKE_PROFIT_PCT (environment) is "0.3%": must be more than the fees of buying and selling, 0.4% together: every gain would be a loss',
  ],
  [
    'a break-even stop above the price',
    { env: { BREAK_EVEN_PCT: '0.3%' } },
    'BREAK_EVEN_OFFSET_PCT (default) is "0.4%": must be below BREAK_EVEN_PCT, which is 0.3%: the stop would lie above the price',
  ],
  [
    'an impatient dead man',
    { env: { DMS_TIMEOUT_MS: '20000' } },
    'DMS_TIMEOUT_MS (environment) is "20000": must be at least twice WATCHDOG_INTERVAL_SEC (30000 ms): a single late sign of life would cancel all orders',
  ],
  [
    'reconciling that looks away',
    { env: { RECONCILE_LOOKBACK_HOURS: '1', RECONCILE_INTERVAL_SEC: '3600' } },
    'RECONCILE_LOOKBACK_HOURS (environment) is "1": must be at least twice RECONCILE_INTERVAL_SEC: fills between two looks would never be seen',
  ],
  [
    'a short memory of duplicates',
    { env: { IDEMPOTENCY_TTL_SEC: '30' } },
    'IDEMPOTENCY_TTL_SEC (environment) is "30": must not be shorter than IDEMPOTENCY_BUCKET_MS, which is 60000 ms',
  ],
  [
    'an open door',
    { env: { HOST: '0.0.0.0' } },
    'HOST (environment) is "0.0.0.0": lets other machines in and needs API_TOKEN (openssl rand -hex 32); HOST=127.0.0.1 does not',
    'HOST (environment) is "0.0.0.0": lets other machines in and needs ALLOW_REMOTE_ACCESS=true beside it; HOST=127.0.0.1 does not',
  ],
  [
    'a guessable token at an open door',
    { env: { HOST: '::', API_TOKEN: 'canary', ALLOW_REMOTE_ACCESS: 'true' } },
    'API_TOKEN (environment) is [redacted]: is too short to be safe from guessing; use openssl rand -hex 32',
  ],
  [
    'a webhook that believes anyone',
    { env: { TELEGRAM_BOT_TOKEN: '123456:canary-canary', PUBLIC_BASE_URL: 'https://bot.example.org' } },
    'TELEGRAM_WEBHOOK_SECRET (default): must be set when PUBLIC_BASE_URL is: without it anyone could send commands',
  ],
  [
    'measurements without a bucket',
    { env: { INFLUXDB_URL: 'http://localhost:8086' } },
    'INFLUXDB_BUCKET (default): must be set when INFLUXDB_URL is, for example INFLUXDB_BUCKET=trading',
  ],
  [
    'a limit on a spread that nothing tells',
    { env: { RISK_MAX_SPREAD_PCT: '0.5%' } },
    'RISK_MAX_SPREAD_PCT (environment) is "0.5%": cannot limit anything: candles tell no spread; set SPREAD_BPS to reckon with one, or RISK_MAX_SPREAD_PCT=off',
  ],
  [
    'the same as its default, and with a spread of nothing',
    { env: { RISK_MAX_SPREAD_PCT: '1%', SPREAD_BPS: '0' } },
    'RISK_MAX_SPREAD_PCT (environment) is "1%": cannot limit anything: candles tell no spread; set SPREAD_BPS to reckon with one, or RISK_MAX_SPREAD_PCT=off',
  ],
];

describe('loadSettings refuses', () => {
  it.each(ROWS.map(([what, inputs, ...problems]) => [what, inputs, problems] as const))('%s', (_, inputs, expected) => {
    expect(problemsOf(inputs)).toEqual(expected);
  });

  it('everything that is wrong at once, and no secret among it', () => {
    const all = ROWS.filter(([, inputs]) => inputs.env !== undefined).map(([, inputs]) => inputs.env);
    const env = Object.assign({}, ...all) as Record<string, string>;
    const problems = problemsOf({ env, dotenvText: 'PORT=x\nbad', overrides: { LOG_LEVEL: 'loud' } });
    expect(problems.length).toBeGreaterThan(25);
    expect(problems.join('\n')).not.toContain('canary');
  });

  it('no pair of settings of which one could not be read', () => {
    expect(problemsOf({ env: { POSITION_SIZE_QUOTE: '20000', INITIAL_CAPITAL: 'much' } })).toHaveLength(1);
  });

  it('values that would write log lines of their own', () => {
    expect(problemsOf({ env: { MODE: 'x\nlevel=error' } })[0]).toContain(String.raw`is "x\nlevel=error"`);
  });
});

describe('loadSettings warns about', () => {
  const rows: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['a large bare fraction', { STOP_LOSS_PCT: '0.5' }, 'is read as 50%; write 0.5% if that much is not meant'],
    ['half a pair of keys', { API_KEY: 'k' }, 'API_SECRET belong together'],
    ['a dry run of what is simulated', { DRY_RUN: 'true' }, 'no effect with MODE=paper'],
    ['a test network of nothing', { SANDBOX: 'yes' }, 'no effect with EXCHANGE=simulated'],
    ['entries that are always denied', { POSITION_SIZE_QUOTE: '3000' }, 'denies every entry'],
    ['shares that are always denied', { POSITION_SIZE_MODE: 'equity', POSITION_SIZE_PCT: '30' }, 'denies every entry'],
    ['a stop within the fees', { STOP_LOSS_PCT: '0.2%' }, 'not wider than the fees'],
    [
      'a trailing stop that comes too late',
      { TRAILING_STOP_PCT: '2', TRAILING_ACTIVATION_PCT: '5', TAKE_PROFIT_PCT: '4' },
      'before the trailing stop begins',
    ],
    ['an activation of nothing', { TRAILING_ACTIVATION_PCT: '5' }, 'no effect without TRAILING_STOP_PCT'],
    ['a late break-even', { BREAK_EVEN_PCT: '5', TAKE_PROFIT_PCT: '4' }, 'before the stop is lifted'],
    ['an ATR stop that is off', { ATR_STOP_TRAILING: 'true' }, 'no effect without ATR_STOP_MULTIPLE'],
    ['no stop at all', { STOP_LOSS_PCT: 'off' }, 'held without a floor'],
    ['limits that cannot be reached', { RISK_MAX_TOTAL_EXPOSURE_PCT: '10' }, 'can never be reached'],
    ['a spread that is always denied', { SPREAD_BPS: '101' }, 'which is 1% and denies every entry'],
    ['a guessable token', { API_TOKEN: 'short' }, 'too short to be safe'],
    ['a bot that obeys nobody', { TELEGRAM_BOT_TOKEN: '123456:abcdefghijk' }, 'obeys nobody'],
    ['alerts to nowhere', { TELEGRAM_BOT_TOKEN: '123456:abcdefghijk' }, 'nowhere to go'],
  ];

  it.each(rows)('%s', (_, env, message) => {
    const loaded = loadSettings({ env });
    const warnings = loaded.ok ? loaded.value.warnings.map(formatProblem) : [];
    expect(warnings.filter((warning) => warning.includes(message))).toHaveLength(1);
  });
});
