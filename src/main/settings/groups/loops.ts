/** How often recurring work is done, and the deadlines of calls. */
import { duration } from '../kinds/index.ts';

export const loops = {
  evaluateIntervalMs: duration({
    key: 'EVAL_INTERVAL_SEC',
    default: '60',
    unit: 's',
    from: 1,
    to: 86_400,
    isOperational: true,
    description: 'How often the market is asked for candles where no stream brings them.',
    example: '30',
  }),
  reconcileIntervalMs: duration({
    key: 'RECONCILE_INTERVAL_SEC',
    default: '60',
    unit: 's',
    from: 1,
    to: 86_400,
    isOperational: true,
    description: 'How often orders, positions and balances are compared with those of the venue.',
    example: '60',
  }),
  reconcileLookbackMs: duration({
    key: 'RECONCILE_LOOKBACK_HOURS',
    default: '24',
    unit: 'h',
    from: 1,
    to: 24 * 90,
    isOperational: true,
    description: 'How far back fills and finished orders are compared.',
    example: '48',
  }),
  watchdogIntervalMs: duration({
    key: 'WATCHDOG_INTERVAL_SEC',
    default: '15',
    unit: 's',
    from: 1,
    to: 3600,
    isOperational: true,
    description: 'How often the bot proves that it is alive.',
    example: '10',
  }),
  // Four missed signs of life at the default watchdog interval.
  deadManSwitchMs: duration({
    key: 'DMS_TIMEOUT_MS',
    default: '60000',
    off: 'zero',
    unit: 'ms',
    from: 5000,
    to: 3_600_000,
    isOperational: true,
    description: 'Silence of the bot after which the venue cancels its open orders.',
    example: '120000',
  }),
  // An order that is not answered by then is looked up, never sent again.
  httpTimeoutMs: duration({
    key: 'HTTP_TIMEOUT_SEC',
    default: '10',
    unit: 's',
    from: 0.1,
    to: 300,
    isOperational: true,
    description: 'Deadline of a call to the venue.',
    example: '10',
  }),
} as const;
