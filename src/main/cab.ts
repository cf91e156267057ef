/** The program: hands the command line what its commands need, each loaded when it is called. */
import { type CliServices, createTerminal, runCli } from '../delivery/cli/index.ts';
import { VERSION } from './version.ts';

const services: CliServices = {
  run: async (request) => (await import('./cli/run.ts')).run(request),
  backtest: async (request) => (await import('./cli/backtest.ts')).backtest(request),
};

process.exitCode = await runCli(process.argv.slice(2), {
  version: VERSION,
  terminal: createTerminal(process.stdout, process.stderr),
  services,
});
