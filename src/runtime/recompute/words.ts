/** What a recomputation told, in sentences. */
import type { Notify } from '../../domain/index.ts';
import type { ComparedCandles, ComparedLane, ProgramVersion, ToldDifference } from './told.ts';

export function versionText({ version, commit }: ProgramVersion): string {
  return `${version ?? 'a version that did not say which'} (${commit})`;
}

/** `orders: recorded buy 0.5 BTC at market (entry), now none`. */
function differenceText({ what, recorded, recomputed }: ToldDifference): string {
  return `${what}: recorded ${recorded}, now ${recomputed}`;
}

/** The first difference of a lane, or that there is none; one sentence. */
export function comparedText(lane: ComparedLane): string {
  const { symbol, strategy, candles, first, note } = lane;
  const who = `${strategy} on ${symbol}`;
  const but = note === null ? '' : `; ${note}`;
  if (candles === 0) return `${who}: not compared${but}`;
  if (!first) return `${who}: nothing is decided otherwise over ${candles} candles${but}`;
  const candle = new Date(first.candleOpenTimeMs).toISOString();
  const told = first.differences.map(differenceText).join('; ');
  return `${who}, candle ${candle} (entry ${first.sequence}, decided by ${versionText(first.by)}): ${told}${but}`;
}

const UNKNOWN = 'what this version decides otherwise is not known';

/** For people, after a start: a notice for each lane that decides otherwise, or one that says that none does. */
export function noticesOf({ by, lanes, whyNot }: ComparedCandles): readonly Notify[] {
  if (whyNot !== null) return [notice('info', 'notCompared', `${UNKNOWN}: ${whyNot}`)];
  const different = lanes.filter(({ first }) => first !== null);
  if (different.length > 0) {
    const what = `${versionText(by)} decides otherwise than was recorded, first on`;
    return different.map((lane) => notice('warning', 'decidesOtherwise', `${what}: ${comparedText(lane)}`));
  }
  const most = Math.max(0, ...lanes.map(({ candles }) => candles));
  const noted = lanes
    .filter(({ note }) => note !== null)
    .map(({ symbol, strategy, note }) => `${strategy} on ${symbol}: ${note}`);
  if (most === 0) return [notice('info', 'notCompared', `${UNKNOWN}: ${noted.join('; ')}`)];
  const what = `${versionText(by)} decides the last ${most} candles as they were recorded`;
  return [notice('info', 'decidesTheSame', [what, ...noted].join('; '))];
}

function notice(level: Notify['level'], code: string, message: string): Notify {
  return { type: 'notify', level, code, message };
}
