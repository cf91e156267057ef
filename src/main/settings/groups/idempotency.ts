/** What makes two orders one, and how many are allowed in a time. */
import { duration, integer } from '../kinds/index.ts';

export const idempotency = {
  // Part of the key of every order: changing it while orders are open would let a duplicate through.
  bucketMs: duration({
    key: 'IDEMPOTENCY_BUCKET_MS',
    default: '60000',
    unit: 'ms',
    from: 1,
    to: 86_400_000,
    description: 'Orders with the same key within one bucket are the same order.',
    example: '60000',
  }),
  keepMs: duration({
    key: 'IDEMPOTENCY_TTL_SEC',
    default: '3600',
    unit: 's',
    from: 1,
    to: 30 * 86_400,
    description: 'How long the result of an order answers its duplicates.',
    example: '3600',
  }),
  // The same limit that the risk rule enforces, under the name it has there as well.
  ordersPerMinute: integer({
    key: 'RATE_LIMIT_ORDERS_PER_MINUTE',
    aliases: ['RISK_MAX_ORDERS_PER_MINUTE'],
    default: '10',
    off: 'zero',
    from: 1,
    to: 10_000,
    unit: 'orders',
    isRuntimeSafe: true,
    description: 'Most orders within a minute.',
    example: '10',
  }),
  evaluationsPerMinute: integer({
    key: 'RATE_LIMIT_EVALUATE_PER_MINUTE',
    default: '60',
    off: 'zero',
    from: 1,
    to: 100_000,
    unit: 'requests',
    isRuntimeSafe: true,
    isOperational: true,
    description: 'Most evaluations that are asked for from outside, within a minute.',
    example: '60',
  }),
  marketContextPerHour: integer({
    key: 'RATE_LIMIT_MARKET_CONTEXT_PER_HOUR',
    default: '100',
    off: 'zero',
    from: 1,
    to: 100_000,
    unit: 'requests',
    isRuntimeSafe: true,
    isOperational: true,
    description: 'Most requests for market context within an hour.',
    example: '100',
  }),
} as const;
