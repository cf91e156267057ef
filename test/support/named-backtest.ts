/** A backtest of a built-in strategy with every exit and every risk rule on, and what identifies its result. */
import { createHash } from 'node:crypto';
import { MemoryJournal } from '../../src/adapters/storage/memory-journal.ts';
import { Engine, type EngineSettings } from '../../src/core/engine/index.ts';
import { defaultRiskSettings } from '../../src/core/risk/index.ts';
import type { StrategyDefinition } from '../../src/core/strategies/api/index.ts';
import {
  type CandleColumns,
  type Command,
  type Instrument,
  canonicalJson,
  decimal,
  formatDecimal,
} from '../../src/domain/index.ts';
import { type BacktestRun, runBacktest } from '../../src/research/backtest/index.ts';
import { createFileFeed } from '../../src/runtime/feeds/index.ts';
import { anInstrument, engineSettings } from './build.ts';
import { type WalkSpec, toColumns, walk } from './synthetic-candles.ts';
import { replayAtOnce } from './at-once.ts';

const HOUR = 3_600_000;

/** The market that goldens, the seal and the determinism test share: three thousand hours with trends and gaps. */
const GOLDEN_WALK: WalkSpec = {
  seed: 20,
  count: 3000,
  startPrice: 20_000,
  volatility: 0.009,
  gapShare: 0.02,
  volume: 500,
  intervalMs: HOUR,
};

const COSTS = { spreadBps: 0, slippageBps: 2, depthQuotePerBps: 50_000 };

export function goldenColumns(): CandleColumns {
  return toColumns(walk(GOLDEN_WALK));
}

export interface NamedBacktest {
  readonly run: BacktestRun;
  readonly journal: MemoryJournal;
  readonly settings: EngineSettings;
}

function settingsFor(strategy: StrategyDefinition): EngineSettings {
  return engineSettings(strategy, {
    intervalMs: HOUR,
    idempotency: { bucketMs: HOUR, ttlMs: 24 * HOUR },
    orderMaxAgeMs: 6 * HOUR,
    size: { kind: 'riskToStop', riskShare: 0.01 },
    takingCosts: COSTS,
    exits: {
      stopLossRatio: 0.03,
      takeProfitRatio: 0.09,
      trailingStop: { distanceRatio: 0.04, activationRatio: 0.03 },
      breakEven: { activationRatio: 0.025, offsetRatio: 0.003 },
      timeStop: { maxCandles: 120 },
      atrStop: { multiple: 4, isTrailing: true },
    },
    risk: {
      ...defaultRiskSettings,
      maxDrawdownRatio: 0.6,
      maxCapitalPerSymbolRatio: 0.9,
      maxTotalExposureRatio: 0.95,
      tradingHours: { fromMinute: 60, toMinute: 1430, blackoutDates: ['2024-02-29'] },
      maxPositions: 2,
      cooldownSec: 7200,
      maxOrdersPerHour: 6,
      maxPositionBase: 5,
      maxPositionQuote: 9000,
      maxPositionEquityRatio: 0.9,
      maxConsecutiveLosses: 40,
      dailyLossLimitQuote: 2500,
      atrSpikeRatio: 2,
    },
  });
}

export function backtest(strategy: StrategyDefinition, columns: CandleColumns): NamedBacktest {
  const settings = settingsFor(strategy);
  const instruments: readonly Instrument[] = [anInstrument()];
  const journal = new MemoryJournal();
  const run = runBacktest({
    identity: { mode: 'backtest', commit: 'golden', configHash: 'golden', seed: 1, runId: 'cgolden' },
    settings,
    simulation: { ...COSTS, maxVolumeShare: 0.2, latencyCandles: 0, latencyMs: 250 },
    instruments,
    balances: { USDT: decimal('10000') },
    feed: createFileFeed({
      files: [{ instrument: 0, columns }],
      intervalMs: HOUR,
      warmUpCandles: 0,
      speed: Number.POSITIVE_INFINITY,
    }),
    journal,
  });
  return { run, journal, settings };
}

export interface Fingerprint {
  readonly candles: number;
  readonly trips: readonly string[];
  readonly fills: number;
  readonly orders: number;
  /** Of every order request, in the order they left. */
  readonly ordersHash: string;
  /** Chain of the sealed hash of every answer. */
  readonly commandsHash: string;
  /** Full digits. */
  readonly finalEquity: string;
  readonly balances: Readonly<Record<string, string>>;
  readonly fees: Readonly<Record<string, string>>;
  /** How often each rule denied an entry. */
  readonly denials: Readonly<Record<string, number>>;
}

export function fingerprint({ run, journal, settings }: NamedBacktest): Fingerprint {
  const orders: string[] = [];
  const chain = createHash('sha256');
  replayAtOnce({
    journal,
    engine: new Engine(settings),
    fromSequence: 1,
    onEntry: ({ commandsHash }, commands) => {
      if (commandsHash !== undefined) chain.update(commandsHash);
      orders.push(...commands.flatMap(orderText));
      return undefined;
    },
  });
  const { ledger, portfolio } = run.engine.view;
  return {
    candles: run.candles,
    trips: run.recorder.trips.map(tripText),
    fills: run.recorder.fills.length,
    orders: orders.length,
    ordersHash: createHash('sha256').update(orders.join('\n')).digest('hex'),
    commandsHash: chain.digest('hex'),
    finalEquity: `${portfolio.equity}`,
    balances: texts(ledger.balances()),
    fees: texts(ledger.fees()),
    denials: Object.fromEntries([...run.recorder.denials].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function orderText(command: Command): string[] {
  return command.type === 'submitOrder' ? [canonicalJson(command.order)] : [];
}

type Trip = BacktestRun['recorder']['trips'][number];

/** One round trip in one line: when, how much, at which prices, what it made, why it began and ended. */
function tripText({ trip, entryReason, exitReason }: Trip): string {
  const [from, to] = [trip.entryTimeMs, trip.exitTimeMs].map((ms) => new Date(ms).toISOString().slice(0, 16));
  const numbers = [trip.quantity, trip.averageEntryPrice, trip.averageExitPrice, trip.netPnl].map(formatDecimal);
  return [from, to, ...numbers, entryReason, exitReason].join(' | ');
}

function texts(amounts: Readonly<Record<string, bigint>>): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).map(([asset, amount]) => [asset, formatDecimal(amount)]));
}
