import type { Fill, RoundTrip, Status } from '../client.ts';
import { byId, make } from '../dom.ts';
import { formatChange, formatDuration, formatPercent, formatPrice, formatTime, toneOf } from '../format.ts';
import { showEmpty } from './state-panel.ts';
import { createList } from '../sync-list.ts';

/** Finished positions with what they brought, and the executions behind them. */
export function createTrades(): (trips: readonly RoundTrip[], fills: readonly Fill[], status: Status) => void {
  const tripList = createList<RoundTrip>(
    byId('round-trips'),
    ({ lane, entryTimeMs, exitTimeMs }) => `${lane} ${entryTimeMs} ${exitTimeMs}`,
    (trip) => ({ element: tripLine(trip), update: () => undefined }),
  );
  const fillList = createList<Fill>(
    byId('fills'),
    ({ symbol, tradeId, side }) => `${symbol} ${tradeId} ${side}`,
    (fill) => ({ element: fillLine(fill), update: () => undefined }),
  );
  return (trips, fills, status) => {
    tripList(trips);
    fillList(fills);
    const none = status.positions.length > 0 ? 'The first position is still open.' : 'No position was closed so far.';
    showEmpty('round-trips-empty', trips.length === 0, none);
    showEmpty('fills-empty', fills.length === 0, 'No order was filled so far.');
  };
}

function tripLine(trip: RoundTrip) {
  const { symbol, netPnl, returnRatio, averageEntryPrice, averageExitPrice, entryTimeMs, exitTimeMs, exitReason } =
    trip;
  const profit = Number(netPnl);
  const prices = `${formatPrice(Number(averageEntryPrice))} → ${formatPrice(Number(averageExitPrice))}`;
  const held = formatDuration(exitTimeMs - entryTimeMs);
  return make(
    'li',
    {},
    make('span', { class: 'what' }, symbol),
    make(
      'span',
      { class: 'amount', 'data-tone': toneOf(profit) },
      `${formatChange(profit)} (${formatPercent(returnRatio)})`,
    ),
    make('span', { class: 'about' }, `${prices} · held ${held} · ${exitReason} · ${formatTime(exitTimeMs)}`),
  );
}

function fillLine({ symbol, side, price, quantity, fee, feeAsset, timeMs }: Fill) {
  const about = `${quantity} at ${formatPrice(Number(price))} · fee ${shorten(fee)} ${feeAsset} · ${formatTime(timeMs)}`;
  return make(
    'li',
    {},
    make('span', { class: 'what' }, make('span', { class: 'action', 'data-action': side }, side), ` ${symbol}`),
    make('span', { class: 'about' }, about),
  );
}

/** Fees are exact to eighteen decimals; people need six. */
function shorten(amount: string): string {
  const [whole = '0', decimals = ''] = amount.split('.');
  return decimals === '' ? whole : `${whole}.${decimals.slice(0, 6)}`;
}
