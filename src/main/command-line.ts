/** Hands the command line the services that commands declare, each loaded when one is called that does. */
import { EXIT_CODES, type ServiceLoaders, createTerminal, runCli } from '../delivery/cli/index.ts';
import { visibleText } from '../domain/text.ts';
import { outgoing } from './outgoing.ts';
import type { RunProcess } from './paper/process/run.ts';
import { listenForStop } from './process/index.ts';
import { VERSION } from './version.ts';

/** Resolves with the exit code. */
export async function runCommandLine(argv: readonly string[], runProcess: RunOptions | undefined): Promise<number> {
  // A bot that runs stops in order; anything else ends here, with nothing in its last words that it should not say.
  if (runProcess === undefined) process.on('uncaughtException', (error) => process.exit(tellBug(error)));
  try {
    return await runCli(argv, {
      version: VERSION,
      terminal: createTerminal(process.stdout, process.stderr, clean),
      services: servicesFor(runProcess),
    });
  } catch (error) {
    return tellBug(error);
  }
}

function tellBug(error: unknown): number {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`this is a bug of ours: ${visibleText(clean(told), '\n')}\n`);
  return EXIT_CODES.software;
}

/** Of a bot that is to run; a command of another name needs none. */
export type RunOptions = Pick<RunProcess, 'stop' | 'supervision'>;

function servicesFor(options: RunOptions | undefined): ServiceLoaders {
  return {
    settings: async () => (await import('./services/settings.ts')).settingsService,
    records: async () => (await import('./services/records.ts')).recordsService,
    integrity: async () => (await import('./services/integrity.ts')).integrityService,
    archive: async () => (await import('./services/archive.ts')).archiveService,
    candleFiles: async () => (await import('../adapters/candles/index.ts')).candleFiles,
    outputFiles: async () => (await import('../adapters/output-files.ts')).outputFiles,
    clock: async () => (await import('../adapters/clock.ts')).systemClock,
    createReplayEngines: async () => (await import('./parts/run/replay-engine.ts')).createReplayEngines,
    withSmokeBench: async () => (await import('./services/smoke-bench.ts')).withSmokeBench,
    recompute: async () => (await import('./services/recompute.ts')).recomputeService,
    run: async () => {
      const { createRun } = await import('./paper/process/run.ts');
      const { selfCheckProblems } = await import('./services/self-check.ts');
      return createRun({
        ...(options ?? { stop: listenForStop(), supervision: undefined }),
        findDefects: selfCheckProblems,
      });
    },
    backtest: async () => (await import('./backtest/backtest.ts')).backtest,
  };
}

/** Nothing that is printed holds a secret, wherever it came from. */
function clean(text: string): string {
  return /^[{[]/.test(text) ? outgoing.redactJsonLine(text) : outgoing.redactText(text);
}
