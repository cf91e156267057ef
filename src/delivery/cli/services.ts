/** What the commands need; main hands it in and loads what is heavy only when it is called. */
import type { BacktestService } from './commands/backtest.ts';
import type { RunService } from './commands/run.ts';

export interface CliServices {
  readonly run: RunService;
  readonly backtest: BacktestService;
}
