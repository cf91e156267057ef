/** Where things are kept. */
import { duration, integer, path, secret } from '../kinds/index.ts';

export const storage = {
  dataDirectory: path({
    key: 'DATA_DIR',
    default: 'data',
    isOperational: true,
    description: 'Folder of everything the bot keeps.',
    example: '/var/lib/crypto-ai-bot',
  }),
  // Folders follow DATA_DIR unless they are set themselves.
  databasePath: path({
    key: 'DB_PATH',
    default: 'DATA_DIR/bot.db',
    isOperational: true,
    description: 'File of the embedded database.',
    example: 'data/bot.db',
  }),
  // Addresses that hold a password are secrets as a whole.
  databaseUrl: secret({
    key: 'DATABASE_URL',
    allowed: 'an address that starts with postgres://',
    accepts: (value) => /^postgres(ql)?:\/\/\S+$/.test(value) && URL.canParse(value),
    description: 'PostgreSQL to use in place of the embedded database.',
    example: 'postgres://user:password@localhost:5432/bot',
  }),
  backupIntervalMs: duration({
    key: 'DB_BACKUP_INTERVAL_HOURS',
    default: '24',
    off: 'zero',
    unit: 'h',
    from: 0.1,
    to: 24 * 365,
    isOperational: true,
    description: 'How often the database is backed up.',
    example: '6',
  }),
  vacuumThresholdMegabytes: integer({
    key: 'SQLITE_VACUUM_THRESHOLD_MB',
    default: '256',
    off: 'zero',
    from: 1,
    to: 1_000_000,
    unit: 'MB',
    isOperational: true,
    description: 'Unused space in the database file from which it is compacted.',
    example: '512',
  }),
  analyzeRowsChanged: integer({
    key: 'SQLITE_ANALYZE_ROWS_CHANGED',
    default: '50000',
    off: 'zero',
    from: 1,
    to: 1_000_000_000,
    unit: 'rows',
    isOperational: true,
    description: 'Changed rows after which the query statistics are renewed.',
    example: '50000',
  }),
  chartsDirectory: path({
    key: 'CHARTS_DIR',
    default: 'DATA_DIR/charts',
    isOperational: true,
    description: 'Folder of charts that were drawn.',
    example: 'data/charts',
  }),
  modelsDirectory: path({
    key: 'MODELS_DIR',
    default: 'DATA_DIR/models',
    isOperational: true,
    description: 'Folder of trained models.',
    example: 'data/models',
  }),
  logsDirectory: path({
    key: 'LOGS_DIR',
    isOperational: true,
    description: 'Folder of log files; without it logs go to the terminal only.',
    example: 'data/logs',
  }),
} as const;
