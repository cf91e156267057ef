/** Where a paper run's candles come from: the synthetic market, or a file that is played. */
import { type MarketModel, createMarketModel, simulatedInstruments } from '../../core/simulation/market/index.ts';
import { type Instrument, type Result, durationMs, err, fromSignal, ok } from '../../domain/index.ts';
import type { Clock, MarketFeed } from '../../ports/index.ts';
import { createFileFeed, createSimulatedFeed } from '../../runtime/feeds/index.ts';
import { acceleratedClock } from '../../runtime/index.ts';
import type { Settings } from '../settings/index.ts';
import { loadCandleFiles } from '../parts/candle-files.ts';
import { composeInstruments } from '../parts/instruments.ts';

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
  readonly systemClock: Clock;
  /** Where the synthetic market began in an earlier process; decides what its candles are. */
  readonly originMs: number | undefined;
  /** After a restart: the first candle that has not been told. */
  readonly resumeMs: number | undefined;
}

const FULL_SPEED = 1_000_000;

export async function composePaperFeed(request: PaperFeedRequest): Promise<Result<PaperFeed, readonly string[]>> {
  const { replayFile } = request.settings.simulation;
  return replayFile === undefined ? ok(simulated(request)) : replayed(request, replayFile);
}

function simulated({ settings, systemClock, originMs, resumeMs }: PaperFeedRequest): PaperFeed {
  const { speed, seed, warmUpCandles, feeRatio, feeAsset } = settings.simulation;
  const intervalMs = durationMs(settings.mode.timeframe);
  const origin = originMs ?? defaultOrigin(systemClock.nowMs(), intervalMs, warmUpCandles);
  const feeRate = fromSignal(feeRatio);
  const instruments = simulatedInstruments(settings.mode.symbols).map((instrument) => ({
    ...instrument,
    makerFeeRate: feeRate,
    takerFeeRate: feeRate,
    feeAsset,
  }));
  const market: MarketModel = createMarketModel({ seed, instruments, intervalMs, startMs: origin });
  // The market sleeps while the bot is down: it goes on where it was left.
  const startMs = resumeMs ?? origin + warmUpCandles * intervalMs;
  const feed = createSimulatedFeed({
    market,
    startMs,
    warmUpCandles,
    speed,
    ...(resumeMs === undefined ? {} : { fromOpenTimeMs: resumeMs }),
  });
  return { feed, clock: acceleratedClock(systemClock, startMs, speed), instruments, isPaced: true, startMs: origin };
}

/** The first live candle opens now; its history lies before that. */
function defaultOrigin(nowMs: number, intervalMs: number, warmUpCandles: number): number {
  return Math.floor(nowMs / intervalMs) * intervalMs - warmUpCandles * intervalMs;
}

async function replayed(
  { settings, systemClock, resumeMs }: PaperFeedRequest,
  replayFile: string,
): Promise<Result<PaperFeed, readonly string[]>> {
  const { warmUpCandles } = settings.simulation;
  const speed = settings.simulation.speed >= FULL_SPEED ? Number.POSITIVE_INFINITY : settings.simulation.speed;
  const intervalMs = durationMs(settings.mode.timeframe);
  const files = await loadCandleFiles(replayFile.split(','), settings);
  const composed = await composeInstruments(settings, files.ok ? files.value : []);
  if (!files.ok || !composed.ok) return err([...(files.ok ? [] : files.error), ...(composed.ok ? [] : composed.error)]);
  const feed = createFileFeed({
    files: files.value,
    intervalMs,
    warmUpCandles,
    speed,
    ...(resumeMs === undefined ? {} : { fromOpenTimeMs: resumeMs }),
  });
  const startMs = feed.startMs ?? 0;
  const isPaced = speed !== Number.POSITIVE_INFINITY;
  const clock = isPaced ? acceleratedClock(systemClock, startMs, speed) : standingClock(systemClock);
  return ok({ feed, clock, instruments: composed.value.instruments, isPaced, startMs });
}

/** At full speed the market's time is told by its candles alone. */
function standingClock(systemClock: Clock): Clock {
  return { nowMs: () => Number.NEGATIVE_INFINITY, monotonicMs: () => systemClock.monotonicMs() };
}
