/** What a strategy sees of what it wishes to rest, and of what it holds. */
import type { Ledger } from '../../../domain/index.ts';
import { divide } from '../../../domain/decimal.ts';
import { type Price, toSignal } from '../../../domain/units.ts';
import type { LotView, RestingView } from '../../strategies/api/index.ts';
import type { RestingLevels } from './resting-levels.ts';

export function restingViews(levels: RestingLevels): readonly RestingView[] {
  const views: RestingView[] = [];
  for (const { name, order, wished, remaining, reason } of levels.all) {
    if (order) {
      const { side, price = 0n as Price, quantity } = order.request;
      const left = toSignal(quantity - order.filledQuantity);
      // One that is not wished as it is has been asked to go.
      const status = order.isCancelRequested ? 'leaving' : 'live';
      views.push({ level: name, side, price: toSignal(price), quantity: left, status, reason: '' });
    } else if (wished) {
      const { side, price } = wished;
      views.push({
        level: name,
        side,
        price: toSignal(price),
        quantity: toSignal(remaining),
        status: 'missing',
        reason,
      });
    }
  }
  return views;
}

export function lotViews(ledger: Ledger, lane: number): readonly LotView[] {
  return ledger.lots(lane).map(({ name, quantity, cost }) => ({
    level: name ?? '',
    quantity: toSignal(quantity),
    price: toSignal(divide(cost, quantity, 'halfEven')),
  }));
}
