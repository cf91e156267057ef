import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OrderStatus, isTerminal } from './order.ts';
import { type OrderTransition, advanceOrder } from './order-state.ts';

const TRANSITIONS = [
  'accepted',
  'rejected',
  'unknown',
  'absent',
  'partiallyFilled',
  'filled',
  'canceled',
  'expired',
] as const satisfies readonly OrderTransition[];

/** `-` is ignored, `!` is illegal; the columns are `TRANSITIONS`. */
const ROWS: readonly (readonly [OrderStatus, string])[] = [
  ['intended', 'open rejected unknown failed partiallyFilled filled canceled expired'],
  ['submitted', 'open rejected unknown failed partiallyFilled filled canceled expired'],
  ['unknown', 'open rejected - failed partiallyFilled filled canceled expired'],
  ['open', '- ! - ! partiallyFilled filled canceled expired'],
  ['partiallyFilled', '- ! - ! partiallyFilled filled canceled expired'],
  ['filled', '- ! - ! ! ! - -'],
  ['canceled', '- - - - - filled - -'],
  ['rejected', '! - - - ! ! - -'],
  ['expired', '- - - - - filled - -'],
  ['failed', '! - - - ! ! ! !'],
];

const cells = ROWS.flatMap(([status, row]) =>
  row.split(' ').map((cell, index) => ({
    status,
    transition: TRANSITIONS[index] as OrderTransition,
    next: { '-': 'ignored', '!': 'illegal' }[cell] ?? cell,
  })),
);

describe('an order', () => {
  it.each(cells)('that is $status and reported $transition becomes $next', ({ status, transition, next }) => {
    expect(advanceOrder(status, transition)).toBe(next);
  });
});

/** What the venue may report: an end or an answer, or a fill of some quantity. */
const report = fc.oneof(
  fc.constantFrom('accepted', 'rejected', 'unknown', 'absent', 'canceled', 'expired'),
  fc.integer({ min: 1, max: 6 }),
);

const QUANTITY = 10;

function run(reports: readonly OrderTransition[]): OrderStatus {
  return reports.reduce<OrderStatus>((status, one) => {
    const next = advanceOrder(status, one);
    return next === 'ignored' || next === 'illegal' ? status : next;
  }, 'submitted');
}

describe('any sequence of reports', () => {
  it('never reopens an order, never fills it beyond its quantity and calls it filled exactly when it is whole', () => {
    fc.assert(
      fc.property(fc.array(report, { maxLength: 30 }), (reports) => {
        let status: OrderStatus = 'intended';
        let filled = 0;
        for (const said of reports) {
          const size = typeof said === 'number' ? said : 0;
          if (filled + size > QUANTITY) continue;
          const fill = filled + size === QUANTITY ? 'filled' : 'partiallyFilled';
          const next = advanceOrder(status, typeof said === 'number' ? fill : said);
          if (next === 'illegal') break;
          const before = status;
          filled += size;
          if (next !== 'ignored') status = next;
          if (isTerminal(before)) expect([before, 'filled']).toContain(status);
          expect(status === 'filled').toBe(filled === QUANTITY);
          if (filled > 0)
            expect(['rejected', 'failed', 'intended', 'submitted', 'unknown', 'open']).not.toContain(status);
          if (before !== 'intended') expect(status).not.toBe('intended');
        }
      }),
    );
  });

  it('ends the same when every report is delivered twice, as at-least-once streams do', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('accepted', 'unknown', 'canceled', 'expired'), { maxLength: 10 }),
        (said) => {
          expect(run(said.flatMap((one) => [one, one]))).toBe(run(said));
        },
      ),
    );
  });
});
