/** What is traded, where and by which strategy. */
import { err, ok } from '../../../domain/result.ts';
import { RISK_PROFILES } from '../setting.ts';
import { boolean, choice, list, number, strategyParameters, symbols, text, timeframe } from '../kinds/index.ts';

export const mode = {
  // Safe and silent by default: nobody trades real money by leaving a line out.
  mode: choice({
    key: 'MODE',
    default: 'paper',
    options: ['paper', 'live', 'backtest'],
    description: 'Where orders go: a simulated venue on current data, the exchange, or a simulated venue on history.',
    example: 'paper',
  }),
  isDryRun: boolean({
    key: 'DRY_RUN',
    default: 'false',
    description: 'In live mode, do everything up to the order and log it instead of sending it.',
    example: 'true',
  }),
  isTradingEnabled: boolean({
    key: 'ENABLE_TRADING',
    default: 'true',
    isRuntimeSafe: true,
    description:
      'When false, what strategies decide is shown and not sent; an open position keeps its protective exits.',
    example: 'false',
  }),
  exchange: choice({
    key: 'EXCHANGE',
    default: 'simulated',
    options: ['simulated', 'gateio', 'binance', 'firi'],
    spellings: { gate: 'gateio', 'gate.io': 'gateio' },
    description: 'The venue; simulated needs no network and no key.',
    example: 'gateio',
  }),
  symbols: symbols({
    key: 'SYMBOLS',
    aliases: ['SYMBOL'],
    default: 'BTC/USDT',
    description: 'What is traded, all against the same quote currency.',
    example: 'BTC/USDT,ETH/USDT',
  }),
  // At the default speed of the simulated market a candle closes every five seconds.
  timeframe: timeframe({
    key: 'TIMEFRAME',
    default: '5m',
    description: 'Length of a candle; the strategy is asked once per candle.',
    example: '1h',
  }),
  // Which names exist is known where strategies are loaded; only the shape is checked here.
  strategies: list({
    key: 'STRATEGY',
    default: 'signal-fusion',
    allowed: 'names of strategies or paths of .ts files with commas between them',
    item: strategyName,
    description: 'Built-in strategies by name, own ones by the path of their file.',
    example: 'ema-cross,./my-strategy.ts',
  }),
  strategyParameters: strategyParameters({
    key: 'STRATEGY_PARAMS',
    description:
      'Parameters that differ from the defaults; with several strategies each name starts with its strategy.',
    example: 'fast=10,slow=30',
  }),
  // It trades through the limits it stands for, which are all compared: their values name a run, not where they are from.
  riskProfile: choice({
    key: 'RISK_PROFILE',
    default: 'conservative',
    isOperational: true,
    options: RISK_PROFILES,
    description:
      'Where limits that nobody set come from: conservative protects a bot left alone, open lifts them, for research.',
    example: 'open',
  }),
  initialCapital: number({
    key: 'INITIAL_CAPITAL',
    default: '10000',
    from: 0.000001,
    to: 1e12,
    unit: 'quote',
    description: 'Cash a simulated account starts with, in the quote currency.',
    example: '1000',
  }),
  // Days, trading hours and reports of money are UTC whatever this says.
  timeZone: text({
    key: 'TZ',
    default: 'UTC',
    isOperational: true,
    allowed: 'a time zone',
    accepts: isTimeZone,
    description: 'Time zone of what people read; trading itself runs on UTC.',
    example: 'Europe/Oslo',
  }),
  // Tightens only: what an operator or a rule has halted is not released by a setting.
  degradationLevel: choice({
    key: 'DEGRADATION_LEVEL',
    default: 'none',
    options: ['none', 'reducing', 'halted'],
    spellings: { '0': 'none', '1': 'reducing', '2': 'halted' },
    isRuntimeSafe: true,
    description:
      'Holds the bot back: none trades, reducing only closes positions, halted stops protective exits as well.',
    example: 'reducing',
  }),
} as const;

function strategyName(text: string) {
  const isName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);
  const isFile = /\.(ts|mts|js|mjs)$/.test(text);
  return isName || isFile ? ok(text) : err(`"${text}" is neither a strategy name nor the path of a .ts file`);
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
