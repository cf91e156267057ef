import type { CandleColumns } from '../src/domain/index.ts';
import type { Outcome } from './outcome.ts';

const FAST = 2 / 21;
const SLOW = 2 / 51;
const FAST_REST = 1 - FAST;
const SLOW_REST = 1 - SLOW;
const FEE = 0.001;

/**
 * The task and nothing else, fused into one loop over typed arrays: what is left when an engine costs nothing. Averages
 * begin with the first close, fills are at the next open, all cash goes in.
 */
export function runCeiling({ open, close, length }: CandleColumns, warmUp: number, capital: number): Outcome {
  let fast = close[0] as number;
  let slow = fast;
  let isAbove = false;
  let cash = capital;
  let held = 0;
  let fills = 0;
  for (let row = 1; row < length; row += 1) {
    const price = close[row] as number;
    // Two steps after the value before, where `fast += FAST * (price - fast)` takes three: they are what the loop waits for.
    fast = FAST * price + FAST_REST * fast;
    slow = SLOW * price + SLOW_REST * slow;
    const wasAbove: boolean = isAbove;
    isAbove = fast > slow;
    if (isAbove === wasAbove || row < warmUp || row + 1 === length) continue;
    const at = open[row + 1] as number;
    if (isAbove && held === 0) {
      held = cash / (at * (1 + FEE));
      cash = 0;
      fills += 1;
    } else if (!isAbove && held > 0) {
      cash = held * at * (1 - FEE);
      held = 0;
      fills += 1;
    }
  }
  return { trips: fills >> 1, fills, equity: cash + held * (close[length - 1] as number) };
}
