import type { Side } from '../../domain/index.ts';
import { type TimeScale, type ValueScale, triangle } from '../../research/reports/drawing/index.ts';

/** One of our executions, or several at one moment. */
export interface ChartTradeMark {
  readonly timeMs: number;
  readonly side: Side;
  readonly price: number;
}

export interface TradeMarks {
  readonly trades: readonly ChartTradeMark[];
  readonly x: TimeScale;
  readonly y: ValueScale;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Tips touch the price; what happened before or after the candles is left out. */
export function tradeMarks({ trades, x, y, fromMs, toMs }: TradeMarks): string {
  return trades
    .filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs)
    .map(({ timeMs, side, price }) => {
      const isBuy = side === 'buy';
      return triangle({
        x: x(timeMs),
        y: y(price),
        pointing: isBuy ? 'up' : 'down',
        look: isBuy ? 'f0' : 'f1',
        size: 6,
      });
    })
    .join('');
}
