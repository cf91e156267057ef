import type { SettingValues } from '../settings.ts';
import { formatPercent } from '../kinds/percent.ts';
import { type CrossCheck, error, warning, whichever } from './finding.ts';

/** Whether a limit on the spread must be one that something can reach: quotes tell a spread, candles alone do not. */
export const checkSpread: CrossCheck = (settings) => {
  const { risk, simulation } = settings;
  const limit = risk.maxSpreadRatio;
  return whichever(
    [
      limit !== undefined && !tellsSpread(settings),
      error(
        ['RISK_MAX_SPREAD_PCT', 'SPREAD_BPS'],
        'cannot limit anything: candles tell no spread; set SPREAD_BPS to reckon with one, or RISK_MAX_SPREAD_PCT=off',
      ),
    ],
    [
      simulation.spreadBps / 10_000 > (limit ?? Number.POSITIVE_INFINITY),
      warning(
        ['SPREAD_BPS', 'RISK_MAX_SPREAD_PCT'],
        `is more than RISK_MAX_SPREAD_PCT, which is ${formatPercent(limit ?? 0)} and denies every entry`,
      ),
    ],
  );
};

/** Whether the market that is traded has a spread: an exchange tells it, candles have the one that is set. */
export function tellsSpread({ mode, simulation }: SettingValues): boolean {
  const isOfCandles = mode.mode === 'backtest' || simulation.replayFile !== undefined || mode.exchange === 'simulated';
  return !isOfCandles || simulation.spreadBps > 0;
}
