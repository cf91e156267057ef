import { formatDecimal } from '../../../domain/index.ts';
import type { BacktestRun } from '../run-backtest.ts';

/** Every fill to the last digit, and where it ends. */
export function outcomeOf({ recorder, engine, candles }: BacktestRun) {
  return {
    candles,
    fills: recorder.fills.map(({ fill, order, timeMs }) =>
      [
        timeMs,
        order.request.clientOrderId,
        order.request.side,
        formatDecimal(fill.quantity),
        formatDecimal(fill.price),
      ].join(' '),
    ),
    equity: engine.view.portfolio.equity,
  };
}
