/** Settings that name a market: symbols and candle intervals, in any usual spelling. */
import { err, ok } from '../../../domain/result.ts';
import { normalizeSymbol } from '../../../domain/market/symbol.ts';
import { type Timeframe, TIMEFRAMES, parseTimeframe } from '../../../domain/market/timeframe.ts';
import { type Declaration, declare } from '../setting.ts';
import { list } from './list.ts';

/** Markets in their normalised spelling, `BTC/USDT`. */
export function symbols<const Declared extends Declaration>(declared: Declared) {
  return list({ ...declared, allowed: 'symbols with commas between them', item: normalizeSymbol });
}

/** The length of a candle in its normalised spelling. */
export function timeframe<const Declared extends Declaration>(declared: Declared) {
  return declare<Timeframe, Declared>(declared, {
    kind: 'timeframe',
    unit: '',
    allowed: `one of ${TIMEFRAMES.join(' ')}`,
    parse(text) {
      const parsed = parseTimeframe(text);
      return parsed.ok ? ok(parsed.value) : err('');
    },
    format: (value) => value,
  });
}
