import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ok } from '../../domain/index.ts';
import type { CandleFiles, CandleReport } from '../../ports/index.ts';
import { type CliContext, type Invocation, addCommand, defineCommand } from './command.ts';
import type { BacktestRequest } from './backtest-service.ts';
import { commands } from './commands/index.ts';
import type { RunRequest } from './run-service.ts';
import { runCli } from './program.ts';
import type { CliServices, ServiceLoaders } from './services.ts';
import { createTerminal } from './terminal.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line on services that are all missing but the given ones. */
async function cli(argv: readonly string[], services: Partial<CliServices> = {}): Promise<Ran> {
  let [out, err] = ['', ''];
  const terminal = createTerminal({ write: (text) => (out += text) }, { write: (text) => (err += text) });
  const context: CliContext = { version: '1.2.3', terminal, services: loadersOf(services) };
  return { code: await runCli(argv, context), out, err };
}

function loadersOf(services: Partial<CliServices>, onLoad: (name: string) => void = () => undefined): ServiceLoaders {
  const loaders = Object.entries(services).map(([name, service]) => [
    name,
    async () => {
      onLoad(name);
      return service;
    },
  ]);
  return Object.fromEntries(loaders) as ServiceLoaders;
}

const RAN = { ok: false, error: { kind: 'input', problems: ['a.csv:7: bad'], next: 'look' } } as const;

describe('what the parser does not understand', () => {
  const key = 'CANARY0123456789abcdef';

  it.each([
    [['run', '--set', `API_SECRET ${key}`], "'API_SECRET[redacted]'"],
    [['run', `--set=API_SECRET:${key}`], "'API_SECRET[redacted]'"],
    [['run', '--set', key], "'[redacted]'"],
    [['run', '--set', 'a pass phrase'], "'[redacted]'"],
    [['run', `--api-secret=${key}`], "'--api-secret=[redacted]'"],
    [[`API_SECRET=${key}`], "'API_SECRET=[redacted]'"],
    [[key], "'[redacted]'"],
    [['run', '--port', key], "'[redacted]'"],
    [['export', key], "'[redacted]'"],
    [['exprot', 'trades'], "'exprot'"],
    [['run', '--speed', 'fast'], "'fast'"],
    [['backtest', '--lookback', 'data/BTC-USDT_2024_1h.csv'], "'data/BTC-USDT_2024_1h.csv'"],
  ])('%j is quoted as %s', async (argv, quoted) => {
    const { out, err } = await cli([...argv, '--json']);
    for (const text of [out, err]) {
      expect(text).toContain(quoted);
      expect(text).not.toContain('CANARY');
      expect(text).not.toContain('phrase');
    }
  });
});

describe('the command line', () => {
  it('shows help with an example for every command', async () => {
    for (const { name, examples } of commands) {
      const { code, out } = await cli([...name.split(' '), '--help']);
      expect([name, code]).toEqual([name, 0]);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(out).toContain(example);
      expect(out).toContain('--json');
    }
  });

  it('shows help without a command and lists every command there', async () => {
    const { code, out } = await cli([]);
    expect(code).toBe(0);
    for (const { name } of commands) expect(out).toContain(name.split(' ')[0]);
    expect((await cli(['--version'])).out).toBe('1.2.3\n');
  });

  it.each([
    [['runn'], 'Did you mean run?'],
    [['backtest', '--slipage-bps', '2', 'a.csv'], 'Did you mean --slippage-bps?'],
    [['config', 'shwo'], 'Did you mean show?'],
    [['backtest'], "missing required argument 'files'"],
    [['backtest', 'a.csv', '--fee-bps', 'five'], 'for example 5'],
    [['backtest', 'a.csv', '--lookback', '1.5'], 'whole number'],
    [['run', '--set', 'MAX_POSITIONS'], '--set MAX_POSITIONS=3'],
    [['export', 'everything'], 'trades, positions, orders, fills'],
    [['run', 'now'], 'too many arguments'],
  ])('refuses %j with 64 and says what would be right', async (argv, hint) => {
    const { code, out, err } = await cli(argv);
    expect(code).toBe(64);
    expect(err).toContain(hint);
    expect(err).toContain('--help');
    expect(out).toBe('');
  });

  it('gives the exit code of a failure, its text on stderr and one document on stdout', async () => {
    const { code, out, err } = await cli(['backtest', 'a.csv', '--json'], { backtest: async () => RAN });
    expect(code).toBe(65);
    expect(err).toContain('error: a.csv:7: bad');
    expect(err).toContain('look');
    expect(JSON.parse(out)).toEqual({ error: { ...RAN.error, exitCode: 65 } });
  });
});

describe('options', () => {
  it('become settings, and --set wins over the option of the same setting', async () => {
    let heard: BacktestRequest | undefined;
    const line =
      'a.csv b.csv --symbols BTC/USDT,ETH/USDT --timeframe 1h --lookback 300 --spread-bps 4 --slippage-bps 2 --fee-bps 7';
    const more =
      '--strategy ema-cross --params fast=10,slow=30 --set max_positions=3 --set TIMEFRAME=4h --export-trades t.csv';
    await cli(['backtest', ...`${line} ${more}`.split(' ')], {
      backtest: async (request) => {
        heard = request;
        return RAN;
      },
    });
    expect(heard?.files).toEqual(['a.csv', 'b.csv']);
    expect(heard?.settings).toEqual({
      SYMBOLS: 'BTC/USDT,ETH/USDT',
      TIMEFRAME: '4h',
      SIMULATED_WARMUP: '300',
      SPREAD_BPS: '4',
      SLIPPAGE_BPS: '2',
      FEE_PCT: '0.07%',
      STRATEGY: 'ema-cross',
      STRATEGY_PARAMS: 'fast=10,slow=30',
      MAX_POSITIONS: '3',
    });
    expect(heard?.outputs).toEqual({ trades: 't.csv' });
  });

  it('of a run say where it plays, how fast, and when it ends', async () => {
    let heard: RunRequest | undefined;
    const line = 'run --symbol BTC/USDT --replay a.csv --speed full --db x.db --port 0 --exit-when-done';
    await cli(line.split(' '), {
      run: async (request) => {
        heard = request;
        return RAN;
      },
    });
    expect(heard?.exitsWhenDone).toBe(true);
    const settings = {
      REPLAY_FILE: 'a.csv',
      SIMULATED_SPEED: '1000000',
      DB_PATH: 'x.db',
      PORT: '0',
      SYMBOLS: 'BTC/USDT',
    };
    expect(heard?.settings).toEqual(settings);
  });
});

describe('a command', () => {
  it('is handed the services that it declares, and no other is loaded', async () => {
    const clock = { nowMs: () => 7, monotonicMs: () => 0 };
    const loaded: string[] = [];
    let handed: object = {};
    const command = defineCommand({
      name: 'time',
      summary: 'tell the time',
      examples: ['cab time'],
      needs: ['clock'],
      configure: () => undefined,
      async run({ services }: Invocation<object, 'clock'>) {
        handed = services;
        return services.clock.nowMs();
      },
    });
    const program = new Command();
    const terminal = createTerminal({ write: () => undefined }, { write: () => undefined });
    const services = loadersOf({ clock, run: async () => RAN }, (name) => loaded.push(name));
    let exitCode = 0;
    addCommand(program, command, { version: '', terminal, services }, (code) => {
      exitCode = code;
    });
    expect(loaded).toEqual([]);
    await program.parseAsync(['time'], { from: 'user' });
    expect([exitCode, loaded, handed]).toEqual([7, ['clock'], { clock }]);
  });
});

const SOUND: CandleReport = {
  rows: 2,
  timeframe: '1h',
  gaps: [],
  missing: 0,
  duplicates: [],
  outOfOrder: [],
  offGrid: [],
  zeroVolumeRows: 0,
  zeroVolumeRuns: [],
  wideRanges: [],
  jumps: [],
  staleRuns: [],
  impossible: [],
};

function checkData(findings: Partial<CandleReport>): Promise<Ran> {
  const candleFiles: CandleFiles = {
    check: async () => ok({ rows: 2, intervalMs: 3_600_000, report: { ...SOUND, ...findings } }),
  };
  return cli(['data', 'check', 'a.csv'], { candleFiles });
}

/** Answers as a bot of that status does; gives the address. */
async function aBot(status: string): Promise<string> {
  const server = createServer((_request, response) => void response.end(JSON.stringify({ status, components: {} })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('exit codes', () => {
  it.each([
    ['healthy', 0],
    ['degraded', 0],
    ['unhealthy', 1],
  ])('of cab health for a bot that is %s: %i', async (status, code) => {
    const settings = {} as CliServices['settings'];
    expect((await cli(['health', '--url', await aBot(status), '--json'], { settings })).code).toBe(code);
  });

  it('of cab data check tell errors from warnings', async () => {
    expect((await checkData({})).code).toBe(0);
    expect((await checkData({ gaps: [{ afterMs: 0, missing: 1 }] })).code).toBe(0);
    expect((await checkData({ duplicates: [0] })).code).toBe(1);
  });
});
