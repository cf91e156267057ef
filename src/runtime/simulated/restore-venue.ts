import type { Engine } from '../../core/engine/index.ts';
import type { SimulatedVenue } from '../../core/simulation/index.ts';

/**
 * Brings the simulated venue to where the journal says it was: its balances are given at its creation, here come the
 * prices and the orders that it had accepted. An order it never answered for stays unknown to it, as it would be.
 */
export function restoreVenue(venue: SimulatedVenue, engine: Engine): void {
  const { view } = engine;
  for (const market of view.markets) {
    if (!(market.last > 0)) continue;
    // A quote since the last candle means that the next one was under way, with its middle there.
    const moment = market.hasNewerQuote ? (market.bid + market.ask) / 2 : market.last;
    venue.restoreMoment(market.instrument.id, moment, market.hasNewerQuote);
  }
  for (const order of view.orders.working) {
    if (order.status !== 'open' && order.status !== 'partiallyFilled') continue;
    const { request, filledQuantity, fillCount, reserved } = order;
    const { lastCloseTimeMs, intervalMs } = view.market(request.instrument);
    const candlesSince = (closeTimeMs: number): number => Math.round((lastCloseTimeMs - closeTimeMs) / intervalMs) || 0;
    venue.restoreOrder(request, {
      filledQuantity,
      fillCount,
      reserved,
      candlesSinceSent: candlesSince(order.sentAfterMs),
      ...(order.isCancelRequested ? { candlesSinceCanceled: candlesSince(order.cancelSentAfterMs) } : {}),
      // Sent after the last candle closed, as a stop's exit is: it had arrived already.
      isUnderWay: order.createdMs > lastCloseTimeMs,
    });
  }
}
