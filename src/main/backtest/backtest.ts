import type { BacktestRequest, BacktestSummary, CommandResult } from '../../delivery/cli/index.ts';
import { StrategySetupError } from '../../core/engine/index.ts';
import { err, ok } from '../../domain/index.ts';
import { type ReportTableRow, buildReport, reportTable } from '../../research/reports/index.ts';
import { composeBacktest } from './compose-backtest.ts';
import { backtestHints, costsHint, defaultLimitHints, rulesHint } from './hints.ts';
import { defaultLimits } from '../parts/default-limits.ts';
import { outputProblems, writeReports } from './outputs.ts';
import { checkStrategies } from '../parts/lanes/check-strategies.ts';
import { settingsFailure } from '../parts/load-command-settings.ts';
import { openRecording } from './recording.ts';
import { type Settings, toCoreSettings } from '../settings/index.ts';
import { settingsForFiles } from '../parts/settings-for-files.ts';

/** Runs one backtest and writes what was asked for. */
export async function backtest(request: BacktestRequest): Promise<CommandResult<BacktestSummary>> {
  const { files, outputs, onProgress } = request;
  // Whatever the bot is set to, this is the past: no keys, no database.
  const prepared = await settingsForFiles(files, { ...request.settings, MODE: 'backtest' });
  if (!prepared.ok) return prepared;
  const { settings, assumptions } = prepared.value;
  const problems = outputProblems({
    outputs,
    metricsPath: settings.monitoring.backtestMetricsPath,
    inputs: inputsOf(files, settings),
  });
  if (problems.length > 0) return err({ kind: 'usage', problems });
  const checked = await checkStrategies(settings);
  if (!checked.ok) return checked;
  const recording = outputs.journal === undefined ? ok(undefined) : openRecording(outputs.journal, settings);
  if (!recording.ok) return recording;
  const startedMs = performance.now();
  try {
    const composed = await composeBacktest({
      settings,
      files,
      warmUpCandles: settings.simulation.warmUpCandles,
      onProgress: (stage, share) => onProgress(stage === 'load' ? 'reading' : 'running', share),
      ...(recording.value ? { journal: recording.value.journal } : {}),
    });
    if (!composed.ok) return err({ kind: 'input', problems: composed.error, next: 'cab data check FILE tells more' });
    recording.value?.keep();
    const run = composed.value;
    const elapsedMs = performance.now() - startedMs;
    const { strategies, strategyParameters } = settings.mode;
    const report = buildReport(run, {
      strategy: strategies.join(', '),
      parameters: { ...strategyParameters?.shared, ...strategyParameters?.byStrategy },
      markets: run.told,
      simulation: toCoreSettings(settings).simulation,
      timeframe: settings.mode.timeframe,
      files: run.told.map(({ path }) => path),
      instrumentSources: run.instrumentSources,
    });
    const written = await writeReports(report, outputs, settings.monitoring.backtestMetricsPath);
    if (!written.ok) return written;
    const hints = [
      ...assumptions,
      rulesHint(report.run),
      costsHint(report.run),
      ...settings.warnings.map(({ key, message }) => `${key} ${message}`),
      ...defaultLimitHints(defaultLimits(settings), report),
      ...backtestHints(run, report),
    ];
    const title = `${report.run.strategy} on ${report.run.symbols.join(', ')} ${report.run.timeframe}`;
    const count = run.candles.toLocaleString('en-US');
    return ok({
      title: `${title}, ${period(report.run)}: ${count} candles in ${(elapsedMs / 1000).toFixed(2)} s`,
      figures: {
        head: ['', 'strategy', 'buy & hold', ''],
        rows: reportTable(report).map(({ title, strategy, buyAndHold, unit }: ReportTableRow) => [
          title,
          strategy,
          buyAndHold,
          unit,
        ]),
        rightAligned: [1, 2],
      },
      denials: report.denials.map(({ code, count }) => ({ rule: code, count })),
      notices: report.notices,
      hints,
      written: [...written.value, ...(outputs.journal === undefined ? [] : [outputs.journal])],
      document: { ...report, hints, elapsedMs: Math.round(elapsedMs) },
    });
  } catch (error) {
    if (error instanceof StrategySetupError) return err(settingsFailure([error.message]));
    throw error;
  } finally {
    recording.value?.close();
  }
}

/** Candles, instrument rules, the user's strategies, and what parameters name; a parameter that is no file does no harm. */
function inputsOf(files: readonly string[], { simulation, mode }: Settings): readonly string[] {
  const { shared = {}, byStrategy = {} } = mode.strategyParameters ?? {};
  const parameters = [shared, ...Object.values(byStrategy)].flatMap((values) => Object.values(values));
  return [
    ...files,
    ...(simulation.instrumentsFile === undefined ? [] : [simulation.instrumentsFile]),
    ...mode.strategies,
    ...parameters.filter((value) => typeof value === 'string'),
  ];
}

function period({ fromMs, toMs }: { readonly fromMs: number | null; readonly toMs: number | null }): string {
  if (fromMs === null || toMs === null) return 'no tradable candles';
  return `${day(fromMs)} to ${day(toMs)}`;
}

function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
