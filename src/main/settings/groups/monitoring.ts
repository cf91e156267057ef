/** Logs, errors, measurements. */
import { choice, integer, path, secret, text, url } from '../kinds/index.ts';

export const monitoring = {
  logLevel: choice({
    key: 'LOG_LEVEL',
    default: 'info',
    options: ['debug', 'info', 'warn', 'error', 'silent'],
    spellings: { trace: 'debug', warning: 'warn', critical: 'error', fatal: 'error' },
    isRuntimeSafe: true,
    isOperational: true,
    description: 'Least important log line that is written.',
    example: 'debug',
  }),
  // The key inside the address lets anyone write to the project.
  sentryDsn: secret({
    key: 'SENTRY_DSN',
    allowed: 'an address as Sentry gives it',
    accepts: (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    description: 'Sentry project that gets errors.',
    example: 'https://key@sentry.example.org/1',
  }),
  influxUrl: url({
    key: 'INFLUXDB_URL',
    isOperational: true,
    description: 'InfluxDB that gets measurements.',
    example: 'http://localhost:8086',
  }),
  influxToken: secret({
    key: 'INFLUXDB_TOKEN',
    description: 'Token with write access to the bucket.',
    example: 'your-token',
  }),
  influxOrganization: text({
    key: 'INFLUXDB_ORG',
    isOperational: true,
    description: 'Organization that owns the bucket.',
    example: 'home',
  }),
  influxBucket: text({
    key: 'INFLUXDB_BUCKET',
    isOperational: true,
    description: 'Bucket that measurements go to.',
    example: 'trading',
  }),
  backtestMetricsPath: path({
    key: 'BACKTEST_METRICS_PATH',
    isOperational: true,
    description: 'File with the figures of the latest backtest, served with the metrics.',
    example: 'data/backtest-metrics.json',
  }),
  // The oldest go first.
  deadLetterLimit: integer({
    key: 'BUS_DLQ_MAX',
    default: '1000',
    from: 0,
    to: 1_000_000,
    unit: 'events',
    isOperational: true,
    description: 'Undeliverable notifications that are kept.',
    example: '1000',
  }),
} as const;
