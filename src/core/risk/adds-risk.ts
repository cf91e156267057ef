import type { RiskOrder } from './rule.ts';

/** Whether the order can grow a position. A buy always can, whatever it calls itself: the bot is long only. */
export function addsRisk(order: RiskOrder): boolean {
  return order.purpose === 'entry' || order.side === 'buy';
}
