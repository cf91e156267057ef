/** Where a paper run's candles come from: the synthetic market, or a file that is played. */
import { type MarketModel, createMarketModel, simulatedInstruments } from '../../core/simulation/market/index.ts';
import {
  type Instrument,
  type InstrumentId,
  type Result,
  durationMs,
  err,
  fromSignal,
  ok,
} from '../../domain/index.ts';
import type { Clock, MarketFeed } from '../../ports/index.ts';
import { createFileFeed, createSimulatedFeed } from '../../runtime/feeds/index.ts';
import { acceleratedClock } from '../../runtime/index.ts';
import type { Settings } from '../settings/index.ts';
import { loadCandleFiles } from '../parts/candle-files.ts';
import { composeInstruments } from '../parts/instruments.ts';
import type { Resumption, TradedSymbol } from './segment/index.ts';

export interface PaperFeed {
  readonly feed: MarketFeed;
  /** Time of the market that is traded. */
  readonly clock: Clock;
  readonly instruments: readonly Instrument[];
  /** Whether the market keeps to a clock; otherwise it is told as fast as it is taken. */
  readonly isPaced: boolean;
  readonly startMs: number;
}

export interface PaperFeedRequest {
  readonly settings: Settings;
  /** What is traded, and what is still to be left. */
  readonly symbols: readonly TradedSymbol[];
  /** The played file of each of them; `undefined` where no file is played. */
  readonly files: Readonly<Record<string, string>> | undefined;
  readonly systemClock: Clock;
  /** Where the synthetic market began in an earlier process; decides what its candles are. */
  readonly originMs: number | undefined;
  /** After a restart. */
  readonly resumption: Resumption | undefined;
}

const FULL_SPEED = 1_000_000;

export async function composePaperFeed(request: PaperFeedRequest): Promise<Result<PaperFeed, readonly string[]>> {
  const { files } = request;
  return files === undefined ? ok(simulated(request)) : replayed(request, files);
}

function simulated(request: PaperFeedRequest): PaperFeed {
  const { settings, symbols, systemClock, originMs, resumption } = request;
  const { speed, seed, warmUpCandles, feeRatio, feeAsset } = settings.simulation;
  const intervalMs = durationMs(settings.mode.timeframe);
  const origin = originMs ?? defaultOrigin(systemClock.nowMs(), intervalMs, warmUpCandles);
  const feeRate = fromSignal(feeRatio);
  const instruments = simulatedInstruments(symbols.map(({ symbol }) => symbol)).map((instrument, at) => ({
    ...instrument,
    id: symbols[at]?.id ?? at,
    makerFeeRate: feeRate,
    takerFeeRate: feeRate,
    feeAsset,
  }));
  const market: MarketModel = createMarketModel({ seed, instruments, intervalMs, startMs: origin });
  // The market sleeps while the bot is down: it goes on where it was left.
  const startMs = resumption?.resumeMs ?? origin + warmUpCandles * intervalMs;
  const readFromMs = resumption && readFrom(resumption, warmUpCandles * intervalMs);
  const feed = createSimulatedFeed({
    market,
    startMs,
    warmUpCandles,
    speed,
    ...(readFromMs === undefined ? {} : { fromOpenTimeMs: readFromMs }),
  });
  return { feed, clock: acceleratedClock(systemClock, startMs, speed), instruments, isPaced: true, startMs: origin };
}

/** A symbol that was not told what came before learns as much as at the start of a run. */
function readFrom({ resumeMs, isAnyBehind }: Resumption, warmUpMs: number): number {
  return isAnyBehind ? resumeMs - warmUpMs : resumeMs;
}

/** The first live candle opens now; its history lies before that. */
function defaultOrigin(nowMs: number, intervalMs: number, warmUpCandles: number): number {
  return Math.floor(nowMs / intervalMs) * intervalMs - warmUpCandles * intervalMs;
}

async function replayed(
  { settings: configured, symbols, systemClock, resumption }: PaperFeedRequest,
  paths: Readonly<Record<string, string>>,
): Promise<Result<PaperFeed, readonly string[]>> {
  const names = symbols.map(({ symbol }) => symbol);
  const settings = { ...configured, mode: { ...configured.mode, symbols: names } };
  const { warmUpCandles } = settings.simulation;
  const speed = settings.simulation.speed >= FULL_SPEED ? Number.POSITIVE_INFINITY : settings.simulation.speed;
  const intervalMs = durationMs(settings.mode.timeframe);
  const files = await loadCandleFiles(
    names.flatMap((symbol) => paths[symbol] ?? []),
    settings,
  );
  const composed = await composeInstruments(settings, files.ok ? files.value : []);
  if (!files.ok || !composed.ok) return err([...(files.ok ? [] : files.error), ...(composed.ok ? [] : composed.error)]);
  const idAt = (place: number): InstrumentId => symbols[place]?.id ?? place;
  const feed = createFileFeed({
    files: files.value.map((file) => ({ ...file, instrument: idAt(file.instrument) })),
    intervalMs,
    warmUpCandles,
    speed,
    ...(resumption && {
      fromOpenTimeMs: resumption.resumeMs,
      historyFromMs: readFrom(resumption, warmUpCandles * intervalMs),
    }),
  });
  const startMs = Math.max(feed.startMs ?? 0, resumption?.resumeMs ?? 0);
  const isPaced = speed !== Number.POSITIVE_INFINITY;
  const clock = isPaced ? acceleratedClock(systemClock, startMs, speed) : standingClock(systemClock);
  const instruments = composed.value.instruments.map((instrument) => ({ ...instrument, id: idAt(instrument.id) }));
  return ok({ feed, clock, instruments, isPaced, startMs });
}

/** At full speed the market's time is told by its candles alone. */
function standingClock(systemClock: Clock): Clock {
  return { nowMs: () => Number.NEGATIVE_INFINITY, monotonicMs: () => systemClock.monotonicMs() };
}
