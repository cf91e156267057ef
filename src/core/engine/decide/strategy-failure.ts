/** A strategy that fails stops itself and nothing else; its position stays guarded. */
import { plainText } from '../../../domain/text.ts';
import { cancelBuys } from '../orders/resting/reconcile.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';

export function stopLane(state: EngineState, lane: Lane, error: unknown): void {
  const message = plainText(error instanceof Error ? error.message : String(error));
  const where = error instanceof Error ? lineOf(error.stack ?? '') : '';
  const candle = new Date(lane.candleOpenTimeMs).toISOString();
  lane.stop(`${message}${where}, at candle ${candle}`);
  cancelBuys(state, lane, 'its strategy has stopped');
  const what = `strategy ${lane.name} on ${lane.symbol} failed at candle ${candle}${where}: ${message}`;
  state.notify('critical', 'strategyStopped', `${what}; it is stopped, its position stays protected`);
}

/** The first stack line that is not the engine's own: the author's file, line and column. */
function lineOf(stack: string): string {
  const frames = stack.split('\n').slice(1);
  const own = frames.find((frame) => /\.[cm]?[jt]s:\d+:\d+/.test(frame) && !/core[\\/]engine[\\/]/.test(frame));
  const place = /([^\s(]+\.[cm]?[jt]s:\d+:\d+)/.exec(own ?? '')?.[1];
  return place === undefined ? '' : ` in ${plainText(place.replace(/^file:\/\//, ''))}`;
}
