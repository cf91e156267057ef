import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Clock, FeedItem } from '../../ports/index.ts';
import { MINUTE, START_MS } from '../../../test/support/build.ts';
import { toCsv, walk } from '../../../test/support/synthetic-candles.ts';
import { writeFileSync } from 'node:fs';
import { composePaperFeed } from './feed.ts';
import type { Resumption, TradedSymbol } from './segment/index.ts';
import { paperSettings, temporaryFolder } from './testing/paper-bench.ts';

const WARM_UP = 4;
const BTC: TradedSymbol = { symbol: 'BTC/USDT', id: 0 };
const ADA: TradedSymbol = { symbol: 'ADA/USDT', id: 2 };
const clock: Clock = { nowMs: () => START_MS, monotonicMs: () => 0 };

interface Told {
  readonly type: FeedItem['type'];
  readonly instrument: number;
  readonly minute: number;
  readonly close: number;
}

/** Everything that is due until that minute. */
async function told(
  isPlayed: boolean,
  symbols: readonly TradedSymbol[],
  resumption: Resumption | undefined,
): Promise<{ readonly items: readonly Told[]; readonly ids: readonly number[]; readonly startMinute: number }> {
  const folder = temporaryFolder();
  const files: Record<string, string> = {};
  for (const [at, symbol] of ['ADA/USDT', 'BTC/USDT'].entries()) {
    files[symbol] = join(folder, `${symbol.replace('/', '_')}.csv`);
    writeFileSync(files[symbol] ?? '', toCsv(walk({ seed: at + 1, count: 40 })));
  }
  const played = { REPLAY_FILE: Object.values(files).join(','), SYMBOLS: 'ADA/USDT,BTC/USDT', SIMULATED_SPEED: '600' };
  const settings = paperSettings(folder, { ...played, SIMULATED_WARMUP: `${WARM_UP}` });
  const given = isPlayed ? files : undefined;
  const composed = await composePaperFeed({
    settings,
    symbols,
    files: given,
    systemClock: clock,
    originMs: START_MS,
    resumption,
  });
  if (!composed.ok) throw new Error(composed.error.join('\n'));
  const { feed, instruments, startMs } = composed.value;
  const items: Told[] = [];
  const untilMs = (resumption?.resumeMs ?? START_MS) + 2 * MINUTE;
  for (let item = feed.next(untilMs); item; item = feed.next(untilMs)) {
    const { type, instrument, candle } = item;
    if (type === 'opened') continue;
    items.push({ type, instrument, minute: (candle.openTimeMs - START_MS) / MINUTE, close: candle.close });
  }
  return { items, ids: instruments.map(({ id }) => id), startMinute: (startMs - START_MS) / MINUTE };
}

const resumed = { resumeMs: START_MS + 20 * MINUTE, isAnyBehind: false };

describe.each([
  ['the synthetic market', false],
  ['played files', true],
])('%s', (_what, isPlayed) => {
  it('tells a symbol by its number, with the same prices, whoever else is traded', async () => {
    const both = await told(isPlayed, [BTC, ADA], resumed);
    const alone = await told(isPlayed, [BTC], resumed);
    expect(both.ids).toEqual([0, 2]);
    expect(both.items.filter(({ instrument }) => instrument === 0)).toEqual(alone.items);
    expect(alone.items.map(({ type, minute }) => `${type} ${minute}`)).toEqual(['closed 20', 'closed 21']);
    expect(both.items.filter(({ instrument }) => instrument === 2).map(({ minute }) => minute)).toEqual([20, 21]);
  });

  it('tells history where somebody is behind, and goes on in time where it was', async () => {
    const { items } = await told(isPlayed, [BTC, ADA], { ...resumed, isAnyBehind: true });
    expect(items.filter(({ instrument }) => instrument === 2).map(({ type, minute }) => `${type} ${minute}`)).toEqual([
      'backfill 16',
      'backfill 17',
      'backfill 18',
      'backfill 19',
      'closed 20',
      'closed 21',
    ]);
  });
});

it('a played file that goes on begins its time where it was, and not with what is history', async () => {
  const { startMinute } = await told(true, [BTC, ADA], { ...resumed, isAnyBehind: true });
  expect(startMinute).toBe(20);
});
