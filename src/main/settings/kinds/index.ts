/** How each kind of setting is read and written. */
export { boolean } from './boolean.ts';
export { choice } from './choice.ts';
export { type DurationUnit, duration } from './duration.ts';
export { list } from './list.ts';
export { symbols, timeframe } from './market.ts';
export { integer, number } from './numbers.ts';
export { percent } from './percent.ts';
export { secret } from './secret.ts';
export { type ParameterValue, type StrategyParameters, strategyParameters } from './strategy-parameters.ts';
export { path, text } from './text.ts';
export { tradingHours } from './trading-hours.ts';
export { isLoopback, url } from './url.ts';
