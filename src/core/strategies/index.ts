/** Every built-in strategy, by name. Adding one is one file and one line here. */
import type { StrategyDefinition } from './api/index.ts';
import { emaCross } from './ema-cross.ts';

export const strategies: readonly StrategyDefinition[] = [emaCross];
