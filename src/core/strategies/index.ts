/** Every built-in strategy, by name; the first is the default. Adding one is one file and one line here. */
import type { StrategyDefinition } from './api/index.ts';
import { bollingerMeanReversion } from './bollinger-mean-reversion.ts';
import { dca } from './dca.ts';
import { donchianBreakout } from './donchian-breakout.ts';
import { emaCross } from './ema-cross.ts';
import { signalFusion } from './signal-fusion/index.ts';
import { signalsFile } from './signals-file.ts';

export const strategies: readonly StrategyDefinition[] = [
  signalFusion,
  emaCross,
  bollingerMeanReversion,
  donchianBreakout,
  dca,
  signalsFile,
];
