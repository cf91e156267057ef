import { numberText } from './number-text.ts';
import type { ReportRun } from './report.ts';

/** What the simulated market took on top of fees, and how late orders came, as people read it; in the order of a fill. */
export function costLines(run: ReportRun): readonly (readonly [what: string, value: string])[] {
  const { spreadBps, slippageBps, depthQuotePerBps, maxVolumeShare, latencyCandles, latencyMs, quote } = run;
  const late = [
    latencyCandles === 0 ? '' : `${latencyCandles} ${latencyCandles === 1 ? 'candle' : 'candles'}`,
    latencyMs === 0 ? '' : `${numberText(latencyMs, 0)} ms`,
  ].filter((part) => part !== '');
  return [
    ['Spread', spreadBps === 0 ? 'none' : `${spreadBps} bps`],
    ['Slippage', slippageBps === 0 ? 'none' : `${slippageBps} bps`],
    ['Depth', depthQuotePerBps === 0 ? 'endless' : `${numberText(depthQuotePerBps, 0)} ${quote} per bps`],
    ['Volume', maxVolumeShare >= 1 ? 'no limit' : `at most ${numberText(maxVolumeShare * 100)} % of a candle`],
    ['Latency', late.length === 0 ? 'none' : late.join(' and ')],
  ];
}
