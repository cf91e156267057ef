/** What happens in a run as log lines, each with the id of the decision it came from. */
import type { EngineObserver } from '../../../core/engine/index.ts';
import { type Notify, formatDecimal } from '../../../domain/index.ts';
import type { LogFields, Logger } from '../../../ports/index.ts';

export interface RunLog {
  readonly observer: EngineObserver;
  readonly onNotice: (notice: Notify) => void;
  /** Until then everything is a replay of what was logged when it happened. */
  goLive(level: 'debug' | 'info'): void;
}

export function createRunLog(logger: Logger, symbolOf: (instrument: number) => string): RunLog {
  let level: 'debug' | 'info' | undefined;
  const write = (fields: LogFields, message: string): void => {
    if (level !== undefined) logger[level](fields, message);
  };
  return {
    goLive: (chosen) => {
      level = chosen;
    },
    onNotice: ({ level: severity, code, message }) => {
      const name = severity === 'critical' ? 'error' : severity === 'warning' ? 'warn' : 'info';
      logger[name]({ code }, message);
    },
    observer: {
      orderChanged: ({ request, status, lastReason }) => {
        if (level === undefined) return;
        const { decisionId: correlationId, clientOrderId, side, purpose } = request;
        const fields = { correlationId, clientOrderId, symbol: symbolOf(request.instrument), side, purpose, status };
        if (status === 'rejected' || status === 'failed' || status === 'unknown') {
          logger.warn({ ...fields, reason: lastReason }, `order ${status}`);
        } else logger.debug(fields, `order ${status}`);
      },
      fillBooked: (fill, _booking, { request }) => {
        if (level === undefined) return;
        const { decisionId: correlationId, clientOrderId, side, reason } = request;
        const [price, quantity] = [formatDecimal(fill.price), formatDecimal(fill.quantity)];
        const symbol = symbolOf(request.instrument);
        const fee = `${formatDecimal(fill.fee)} ${fill.feeAsset}`;
        const fields = {
          correlationId,
          clientOrderId,
          tradeId: fill.tradeId,
          symbol,
          side,
          price,
          quantity,
          fee,
          reason,
        };
        write(fields, `${side === 'buy' ? 'bought' : 'sold'} ${quantity} of ${symbol} at ${price}`);
      },
      roundTripClosed: (lane, trip, exit) => {
        if (level === undefined) return;
        const netPnl = formatDecimal(trip.netPnl);
        const { symbol } = lane;
        const quote = symbol.split('/')[1] ?? '';
        const fields = {
          ...(exit ? { correlationId: exit.request.decisionId, exitReason: exit.request.reason } : {}),
          symbol,
          strategy: lane.name,
          netPnl,
          fees: formatDecimal(trip.fees),
          returnRatio: trip.returnRatio,
        };
        write(fields, `round trip on ${symbol} closed with ${netPnl} ${quote}`);
      },
    },
  };
}
