import { isLoopback } from '../kinds/index.ts';
import { type CrossCheck, error, warning, whichever } from './finding.ts';

/** What runs around trading: intervals that must fit together, and doors that must not stand open. */
export const checkOperation: CrossCheck = ({ loops, idempotency, risk, server, keys, telegram, monitoring }) => {
  const isRemote = !isLoopback(server.host);
  const hasBot = telegram.botToken !== undefined;
  const total = risk.maxTotalExposureRatio ?? Number.POSITIVE_INFINITY;
  return whichever(
    [
      (loops.deadManSwitchMs ?? Number.POSITIVE_INFINITY) < 2 * loops.watchdogIntervalMs,
      error(
        ['DMS_TIMEOUT_MS', 'WATCHDOG_INTERVAL_SEC'],
        `must be at least twice WATCHDOG_INTERVAL_SEC (${2 * loops.watchdogIntervalMs} ms): a single late sign of life would cancel all orders`,
      ),
    ],
    [
      loops.reconcileLookbackMs < 2 * loops.reconcileIntervalMs,
      error(
        ['RECONCILE_LOOKBACK_HOURS', 'RECONCILE_INTERVAL_SEC'],
        'must be at least twice RECONCILE_INTERVAL_SEC: fills between two looks would never be seen',
      ),
    ],
    [
      idempotency.keepMs < idempotency.bucketMs,
      error(
        ['IDEMPOTENCY_TTL_SEC', 'IDEMPOTENCY_BUCKET_MS'],
        `must not be shorter than IDEMPOTENCY_BUCKET_MS, which is ${idempotency.bucketMs} ms`,
      ),
    ],
    [
      (risk.maxCapitalPerSymbolRatio ?? 0) > total,
      warning(
        ['RISK_MAX_CAPITAL_PER_SYMBOL_PCT', 'RISK_MAX_TOTAL_EXPOSURE_PCT'],
        'is above RISK_MAX_TOTAL_EXPOSURE_PCT and can never be reached',
      ),
    ],
    [
      isRemote && keys.apiToken === undefined,
      error(
        ['HOST', 'API_TOKEN'],
        'lets other machines in and needs API_TOKEN (openssl rand -hex 32); HOST=127.0.0.1 does not',
      ),
    ],
    [
      isRemote && !server.isRemoteAccessAllowed,
      error(
        ['HOST', 'ALLOW_REMOTE_ACCESS'],
        'lets other machines in and needs ALLOW_REMOTE_ACCESS=true beside it; HOST=127.0.0.1 does not',
      ),
    ],
    [
      (keys.apiToken?.reveal().length ?? 32) < 16,
      isRemote
        ? error(['API_TOKEN', 'HOST'], 'is too short to be safe from guessing; use openssl rand -hex 32')
        : warning(['API_TOKEN'], 'is too short to be safe from guessing; use openssl rand -hex 32'),
    ],
    [
      hasBot && telegram.publicBaseUrl !== undefined && telegram.webhookSecret === undefined,
      error(
        ['TELEGRAM_WEBHOOK_SECRET', 'PUBLIC_BASE_URL'],
        'must be set when PUBLIC_BASE_URL is: without it anyone could send commands',
      ),
    ],
    [
      hasBot && telegram.adminIds === undefined,
      warning(['TELEGRAM_ADMIN_IDS', 'TELEGRAM_BOT_TOKEN'], 'is not set: the Telegram bot obeys nobody'),
    ],
    [
      hasBot && telegram.chatId === undefined,
      warning(['TELEGRAM_CHAT_ID', 'TELEGRAM_BOT_TOKEN'], 'is not set: alerts have nowhere to go'),
    ],
    [
      monitoring.influxUrl !== undefined && monitoring.influxBucket === undefined,
      error(
        ['INFLUXDB_BUCKET', 'INFLUXDB_URL'],
        'must be set when INFLUXDB_URL is, for example INFLUXDB_BUCKET=trading',
      ),
    ],
  );
};
