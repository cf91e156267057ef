import {
  formatTradingHours,
  type TradingHours,
  parseTradingHours,
} from '../../../core/risk/rules/gates/trading-hours-text.ts';
import { type Declaration, declare } from '../setting.ts';

/** One window a day, weekdays and blackout dates; `TradingHours` is in minutes since 00:00 UTC. */
export function tradingHours<const Declared extends Declaration>(declared: Declared) {
  return declare<TradingHours, Declared>(declared, {
    kind: 'hours',
    unit: 'UTC',
    allowed: 'hours with weekdays and blackout dates, in UTC',
    parse: parseTradingHours,
    format: formatTradingHours,
  });
}
