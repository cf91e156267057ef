import { describe, expect, it } from 'vitest';
import type { CliContext } from './command.ts';
import type { BacktestRequest } from './commands/backtest.ts';
import { commands } from './commands/index.ts';
import type { RunRequest } from './commands/run.ts';
import { runCli } from './program.ts';
import type { CliServices } from './services.ts';
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
  const context: CliContext = { version: '1.2.3', terminal, services: services as CliServices };
  return { code: await runCli(argv, context), out, err };
}

const RAN = { ok: false, error: { kind: 'input', problems: ['a.csv:7: bad'], next: 'look' } } as const;

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
    [['export', 'everything'], 'trades, orders, fills'],
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
    const line = 'a.csv b.csv --symbols BTC/USDT,ETH/USDT --timeframe 1h --lookback 300 --slippage-bps 2 --fee-bps 7';
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

function checkData(severity: 'error' | 'warning'): Promise<Ran> {
  const findings = [{ severity, code: 'gaps', count: 1, detail: 'x' }];
  return cli(['data', 'check', 'a.csv'], {
    checkData: async () => ({ ok: true, value: [{ path: 'a.csv', rows: 1, findings }] }),
  });
}

describe('exit codes', () => {
  const answer = { url: 'u', httpStatus: 200, components: {}, durationMs: 1 };

  it.each([
    ['healthy', 0],
    ['degraded', 0],
    ['unhealthy', 1],
  ])('of cab health for a bot that is %s: %i', async (status, code) => {
    const health = async () => ({ ok: true, value: { ...answer, status } }) as const;
    expect((await cli(['health', '--json'], { health })).code).toBe(code);
  });

  it('of cab data check tell errors from warnings', async () => {
    expect((await checkData('warning')).code).toBe(0);
    expect((await checkData('error')).code).toBe(1);
  });
});
