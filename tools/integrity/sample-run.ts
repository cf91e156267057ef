/** A paper run as a kill -9 leaves it: some of it in the database, some of it still in its log. */
import { cpSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteSettingOverrides } from '../../src/adapters/storage/index.ts';
import { composePaper } from '../../src/main/paper/compose-paper.ts';
import { loadSettings } from '../../src/main/settings/index.ts';
import { toCsv, walk } from '../../test/support/synthetic-candles.ts';

export interface SampleRun {
  /** Holds `bot.db` and all that stands beside it, and nothing else. */
  readonly folder: string;
  /** By name, in bytes. */
  readonly files: Readonly<Record<string, number>>;
}

const ACTS = 30;

/** Plays `candles` candles in `folder`, with orders, an operator's acts and a setting that was changed on the way. */
export async function makeSampleRun(folder: string, candles: number): Promise<SampleRun> {
  const live = join(folder, 'live');
  const kept = join(folder, 'kept');
  const csv = join(folder, 'candles.csv');
  writeFileSync(csv, toCsv(walk({ seed: 7, count: candles, volatility: 0.01 })));
  const settings = loadSettings({
    overrides: {
      DATA_DIR: live,
      REPLAY_FILE: csv,
      TIMEFRAME: '1m',
      SIMULATED_SPEED: '1000000',
      SIMULATED_WARMUP: '30',
      STRATEGY: 'ema-cross',
      STRATEGY_PARAMS: 'fast=5,slow=20',
      RISK_PROFILE: 'open',
    },
  });
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  const paper = await composePaper({ settings: settings.value, onNotice: () => undefined });
  if (!paper.ok) throw new Error(paper.error.join('\n'));
  const { bot, loop, database } = paper.value;
  try {
    await loop.run();
    await new SqliteSettingOverrides(database).set({ key: 'LOG_LEVEL', value: 'debug', actor: 'api', timeMs: 1 });
    // What comes after it stays in the log.
    database.connection.pragma('wal_checkpoint(TRUNCATE)');
    for (let act = 0; act < ACTS; act += 1) {
      const state = act % 2 === 0 ? 'reducing' : 'active';
      await bot.operate({ kind: 'setTradingState', state }, { name: 'api', reason: `sample ${act}` });
    }
    cpSync(live, kept, { recursive: true });
  } finally {
    paper.value.close();
  }
  rmSync(join(kept, 'cache'), { recursive: true, force: true });
  const files = readdirSync(kept).map((name) => [name, statSync(join(kept, name)).size] as const);
  return { folder: kept, files: Object.fromEntries(files) };
}
