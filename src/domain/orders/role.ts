import type { OrderRequest } from './order.ts';

/** What an order does for its lane, which has at most one of each at work. */
export type OrderRole = 'entry' | 'exit' | `level:${string}`;

export function roleOf({ level, purpose }: Pick<OrderRequest, 'level' | 'purpose'>): OrderRole {
  if (level !== undefined) return `level:${level}`;
  return purpose === 'entry' ? 'entry' : 'exit';
}
