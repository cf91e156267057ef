/** How long things may take before it is counted. */
import { duration } from '../kinds/index.ts';

export const budgets = {
  // The older names count seconds.
  decisionMs: duration({
    key: 'PERF_BUDGET_DECISION_P99_MS',
    aliases: ['PERF_BUDGET_DECIDE_P99'],
    aliasUnits: { PERF_BUDGET_DECIDE_P99: 's' },
    default: 'off',
    off: 'zero',
    unit: 'ms',
    from: 0.001,
    to: 600_000,
    isRuntimeSafe: true,
    isOperational: true,
    description: 'Budget of the 99th percentile of a decision; PERF_BUDGET_DECIDE_P99 counts seconds.',
    example: '50',
  }),
  orderMs: duration({
    key: 'PERF_BUDGET_ORDER_P99_MS',
    aliases: ['PERF_BUDGET_ORDER_P99'],
    aliasUnits: { PERF_BUDGET_ORDER_P99: 's' },
    default: 'off',
    off: 'zero',
    unit: 'ms',
    from: 0.001,
    to: 600_000,
    isRuntimeSafe: true,
    isOperational: true,
    description: 'Budget of the 99th percentile of an order; PERF_BUDGET_ORDER_P99 counts seconds.',
    example: '500',
  }),
  flowMs: duration({
    key: 'PERF_BUDGET_FLOW_P99_MS',
    default: 'off',
    off: 'zero',
    unit: 'ms',
    from: 0.001,
    to: 600_000,
    isRuntimeSafe: true,
    isOperational: true,
    description: 'Budget of the 99th percentile of the way from candle to fill.',
    example: '800',
  }),
} as const;
