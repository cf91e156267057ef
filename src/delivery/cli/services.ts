/** What the commands need; main hands it in and loads what is heavy only when it is called. */
import type { BacktestService } from './commands/backtest.ts';
import type { ShowConfigService } from './commands/config-show.ts';
import type { ValidateConfigService } from './commands/config-validate.ts';
import type { DataCheckService } from './commands/data-check.ts';
import type { ExportService } from './commands/export.ts';
import type { HealthService } from './commands/health.ts';
import type { PerfService } from './commands/perf.ts';
import type { ReplayService } from './commands/replay.ts';
import type { RunService } from './commands/run.ts';
import type { SmokeService } from './commands/smoke.ts';

export interface CliServices {
  readonly run: RunService;
  readonly backtest: BacktestService;
  readonly replay: ReplayService;
  readonly perf: PerfService;
  readonly export: ExportService;
  readonly health: HealthService;
  readonly smoke: SmokeService;
  readonly showConfig: ShowConfigService;
  readonly validateConfig: ValidateConfigService;
  readonly checkData: DataCheckService;
}
