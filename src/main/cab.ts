/** The program: hands the command line what its commands need, each loaded when it is called. */
import { type CliServices, EXIT_CODES, createTerminal, runCli } from '../delivery/cli/index.ts';
import { VERSION } from './version.ts';

const services: CliServices = {
  run: async (request) => (await import('./paper/process/run.ts')).run(request),
  backtest: async (request) => (await import('./backtest/backtest.ts')).backtest(request),
  replay: async (request) => (await import('./commands/replay.ts')).replay(request),
  perf: async (request) => (await import('./commands/perf.ts')).perf(request),
  export: async (request) => (await import('./commands/export.ts')).exportTable(request),
  health: async (url, timeoutMs) => (await import('./commands/health.ts')).health(url, timeoutMs),
  smoke: async (onCheck) => (await import('./commands/smoke.ts')).smoke(onCheck),
  showConfig: async (flags, group) => (await import('./commands/config.ts')).showConfig(flags, group),
  validateConfig: async (flags) => (await import('./commands/config.ts')).validateConfig(flags),
  checkData: async (request) => (await import('./commands/check-data.ts')).checkData(request),
};

// Whoever reads our output may stop reading (`cab export journal | head`); that is no reason to stop trading.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = EXIT_CODES.io;
  });
}

/** Everything is closed by then: what still holds the process up is a leak, and not worth waiting for. */
const LINGER_MS = 3000;

try {
  process.exitCode = await runCli(process.argv.slice(2), {
    version: VERSION,
    terminal: createTerminal(process.stdout, process.stderr),
    services,
  });
} catch (error) {
  process.stderr.write(
    `this is a bug of ours: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = EXIT_CODES.software;
}
setTimeout(() => process.exit(), LINGER_MS).unref();
