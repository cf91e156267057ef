import { describe, expect, it } from 'vitest';
import { type OrderStatus, isTerminal } from './order.ts';

describe('an order status', () => {
  it.each<[OrderStatus, boolean]>([
    ['intended', false],
    ['submitted', false],
    ['unknown', false],
    ['open', false],
    ['partiallyFilled', false],
    ['filled', true],
    ['canceled', true],
    ['rejected', true],
    ['expired', true],
    ['failed', true],
  ])('%s is terminal: %s', (status, isEnd) => {
    expect(isTerminal(status)).toBe(isEnd);
  });
});
