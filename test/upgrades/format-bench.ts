/** Databases that earlier versions left: see formats/README.md for how they were made. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished } from 'vitest';
import type { Bench } from './upgrade-bench.ts';

const FORMATS = new URL('./formats/', import.meta.url);
const FILES = ['BTC', 'ETH'].map((base) => `test/upgrades/formats/${base}_USDT.csv`);

/** As it was configured when it was made. */
export function openFormat(format: string): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'format-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'bot.db'), gunzipSync(readFileSync(new URL(`${format}.db.gz`, FORMATS))), { mode: 0o600 });
  const head = new URL(`${format}.head`, FORMATS);
  if (existsSync(head)) copyFileSync(head, join(folder, 'bot.db.head'));
  return {
    folder,
    settings: {
      DATA_DIR: folder,
      SYMBOLS: 'BTC/USDT,ETH/USDT',
      TIMEFRAME: '1m',
      STRATEGY: 'test/upgrades/formats/clockwork.ts',
      STOP_LOSS_PCT: '5%',
      POSITION_SIZE_QUOTE: '1000',
      SIMULATED_WARMUP: '5',
      SIMULATED_SPEED: '1000000',
      REPLAY_FILE: FILES.join(','),
    },
  };
}

/** What every one of them held: a position after a round trip, and an order that rests. */
export const HELD = {
  lane: 'BTC/USDT clockwork',
  quantity: '9.99803',
  average: '99.82',
  stopPrice: expect.closeTo(94.829, 6),
  guard: 'protected',
};
export const BALANCES = { BTC: '9.99803', USDT: '8995.6095039148' };

export const WITHOUT_DECISIONS = ['003', '004', '005', '006', '007', '008'];
export const FORMATS_MADE = [...WITHOUT_DECISIONS, '009', '010'];
