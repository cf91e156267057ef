/** The program: hands the command line the services that commands declare, each loaded when one is called that does. */
import { EXIT_CODES, type ServiceLoaders, createTerminal, runCli } from '../delivery/cli/index.ts';
import { visibleText } from '../domain/text.ts';
import { outgoing } from './outgoing.ts';
import { VERSION } from './version.ts';

const services: ServiceLoaders = {
  settings: async () => (await import('./services/settings.ts')).settingsService,
  records: async () => (await import('./services/records.ts')).recordsService,
  candleFiles: async () => (await import('../adapters/candles/index.ts')).candleFiles,
  outputFiles: async () => (await import('../adapters/output-files.ts')).outputFiles,
  clock: async () => (await import('../adapters/clock.ts')).systemClock,
  createReplayEngine: async () => (await import('./services/replay-engine.ts')).createReplayEngine,
  withSmokeBench: async () => (await import('./services/smoke-bench.ts')).withSmokeBench,
  run: async () => (await import('./paper/process/run.ts')).run,
  backtest: async () => (await import('./backtest/backtest.ts')).backtest,
};

// Whatever is written, a library's files included, is for its owner alone.
process.umask(0o077);

// Whoever reads our output may stop reading (`cab export journal | head`); that is no reason to stop trading.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = EXIT_CODES.io;
  });
}

/** Nothing that is printed holds a secret, wherever it came from. */
function clean(text: string): string {
  return /^[{[]/.test(text) ? outgoing.redactJsonLine(text) : outgoing.redactText(text);
}

/** Everything is closed by then: what still holds the process up is a leak, and not worth waiting for. */
const LINGER_MS = 3000;

try {
  process.exitCode = await runCli(process.argv.slice(2), {
    version: VERSION,
    terminal: createTerminal(process.stdout, process.stderr, clean),
    services,
  });
} catch (error) {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`this is a bug of ours: ${visibleText(clean(told), '\n')}\n`);
  process.exitCode = EXIT_CODES.software;
}
setTimeout(() => process.exit(), LINGER_MS).unref();
