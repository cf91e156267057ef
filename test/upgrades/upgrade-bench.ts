/** A paper run of two symbols that stops in a known state, and goes on under another version. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { examineDatabase, headsOf } from '../../src/adapters/storage/index.ts';
import type { EngineView } from '../../src/core/engine/index.ts';
import { type Candle, formatDecimal } from '../../src/domain/index.ts';
import { type PaperRun, composePaper } from '../../src/main/paper/compose-paper.ts';
import { createReplayEngines } from '../../src/main/parts/run/replay-engine.ts';
import { recordsService } from '../../src/main/services/records.ts';
import { type Settings, formatProblem, loadSettings } from '../../src/main/settings/index.ts';
import { type ReplaySummary, replayRecord } from '../../src/operations/index.ts';
import { MINUTE, START_MS } from '../support/build.ts';
import { toCsv } from '../support/synthetic-candles.ts';

type Texts = Readonly<Record<string, string>>;

const PRICES: Texts = { 'ADA/USDT': '20', 'BTC/USDT': '100', 'ETH/USDT': '50' };
const WARM_UP = 5;
/** As the command line finds it for files of people. */
const API = new URL('../../src/core/strategies/api/index.ts', import.meta.url).href;

/** Trades by the clock: a round trip early on, one entry on each symbol, and BTC is left again when it is told to. */
const SCRIPTED = `
import { readFileSync } from 'node:fs';
import { defineStrategy, integer } from '${API}';
export const scripted = defineStrategy({
  name: 'scripted',
  parameters: {
    startMinute: integer({ from: 0, to: 1e9, default: ${START_MS / MINUTE} }),
    btcAt: integer({ from: 0, to: 9999, default: 40 }),
    btcExit: integer({ from: 0, to: 9999, default: 9999 }),
    ethExit: integer({ from: 0, to: 9999, default: 9999 }),
  },
  lookback: 0,
  setup({ parameters: { startMinute, btcAt, btcExit, ethExit }, symbol }) {
    const { words } = JSON.parse(readFileSync(new URL('./build.json', import.meta.url), 'utf8'));
    const [at, exitAt] = symbol === 'BTC/USDT' ? [btcAt, btcExit] : symbol === 'ETH/USDT' ? [40, ethExit] : [9999, 9999];
    return ({ candle, enterLong, exit }) => {
      const minute = candle.openTimeMs / ${MINUTE} - startMinute;
      if (minute === at || (minute === 10 && symbol === 'BTC/USDT')) return enterLong({ reason: words });
      if (minute === exitAt || minute === 15) return exit({ reason: words });
      return undefined;
    };
  },
});
`;

/** Where a version finds the run, and what it is configured with. */
export interface Bench {
  readonly folder: string;
  readonly settings: Texts;
}

export function createBench(settings: Texts = {}): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'scripted.ts'), SCRIPTED);
  tellBuild(folder, 'by the clock');
  const own = join(folder, 'scripted.ts');
  return {
    folder,
    settings: {
      DATA_DIR: folder,
      TIMEFRAME: '1m',
      SIMULATED_SPEED: '1000000',
      SIMULATED_WARMUP: `${WARM_UP}`,
      ...playing(folder, 'ETH/USDT', 'BTC/USDT'),
      STRATEGY: `${own},donchian-breakout`,
      STRATEGY_PARAMS: 'donchian-breakout.entryPeriod=200',
      STOP_LOSS_PCT: '5%',
      TAKE_PROFIT_PCT: 'off',
      POSITION_SIZE_QUOTE: '1000',
      RISK_MAX_CORRELATION: 'off',
      RISK_COOLDOWN_SEC: '0',
      ...settings,
    },
  };
}

/** What the strategy says from now on: another version of it may use other words for the same. */
export function tellBuild(folder: string, words: string): void {
  writeFileSync(join(folder, 'build.json'), JSON.stringify({ words }));
}

/** Settings that trade these symbols, in this order. */
export function playing(folder: string, ...symbols: readonly string[]): Texts {
  const files = symbols.map((symbol) => join(folder, `${symbol.replace('/', '_')}.csv`));
  return { SYMBOLS: symbols.join(','), REPLAY_FILE: files.join(',') };
}

/** The first `count` minutes of every market; from `fallsAt` on prices are less than half, by way of every stop. */
export function writeMarkets({ folder }: Bench, count: number, fallsAt = Number.POSITIVE_INFINITY): void {
  for (const [symbol, price] of Object.entries(PRICES)) {
    const candles = Array.from({ length: count }, (_, at) => candleAt(Number(price), at, fallsAt));
    writeFileSync(join(folder, `${symbol.replace('/', '_')}.csv`), toCsv(candles));
  }
}

function candleAt(usual: number, at: number, fallsAt: number): Candle {
  const openTimeMs = START_MS + at * MINUTE;
  const open = at > fallsAt ? usual * 0.4 : usual;
  const close = at >= fallsAt ? usual * 0.4 : usual;
  return { openTimeMs, open, high: open * 1.002, low: close * 0.998, close, volume: 100_000 };
}

export function settingsOf({ settings }: Bench, changed: Texts = {}): Settings {
  const loaded = loadSettings({ overrides: withoutEmpty({ ...settings, ...changed }) });
  if (!loaded.ok) throw new Error(loaded.error.map(formatProblem).join('\n'));
  return loaded.value;
}

/** @throws what is in the way, line by line. */
export async function start(bench: Bench, changed: Texts = {}): Promise<PaperRun> {
  const paper = await composePaper({ settings: settingsOf(bench, changed), onNotice: () => undefined });
  if (!paper.ok) throw new Error(paper.error.join('\n'));
  return paper.value;
}

function withoutEmpty(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}

/** Tells the engine the close of that minute, and ends before anybody has answered what it has decided. */
export function tellUnanswered({ run }: PaperRun, at: number): void {
  for (const { instrument } of run.engine.view.markets) {
    const candle = candleAt(Number(PRICES[instrument.symbol]), at, Number.POSITIVE_INFINITY);
    run.writer.handleCandle({ type: 'candleClosed', instrument: instrument.id, ...candle }, MINUTE);
  }
}

export interface HeldPosition {
  readonly lane: string;
  readonly quantity: string;
  readonly average: string;
  readonly stopPrice: number;
  readonly guard: string;
}

/** What each lane holds, by the lane's name. */
export function positionsOf(view: EngineView): readonly HeldPosition[] {
  return view.lanes
    .filter((lane) => lane.position !== undefined)
    .map(({ symbol, name, holding, guard }) => ({
      lane: `${symbol} ${name}`,
      quantity: formatDecimal(holding.exact?.quantity ?? 0n),
      average: formatDecimal(holding.exact?.averageEntryPrice ?? 0n),
      stopPrice: guard.stopPrice,
      guard: guard.status,
    }))
    .toSorted((a, b) => (a.lane < b.lane ? -1 : 1));
}

export function balancesOf(view: EngineView): Texts {
  return Object.fromEntries(
    Object.entries(view.ledger.balances()).map(([asset, held]) => [asset, formatDecimal(held)]),
  );
}

/** Everything that is wrong with the file itself. */
export function damageOf(path: string): readonly string[] {
  const steps = examineDatabase(path, headsOf(path), { includesPages: true, archives: 'entries' });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value.ok ? value.value.damage.map(({ message }) => message) : [value.error.message];
  }
}

export async function replayOf(path: string): Promise<ReplaySummary> {
  const replayed = await recordsService.read(path, async (records) =>
    replayRecord({ records, createEngines: createReplayEngines }),
  );
  if (!replayed.ok || !replayed.value) throw new Error(JSON.stringify(replayed));
  return replayed.value;
}
