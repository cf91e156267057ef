/**
 * CONTRIBUTING's promise, kept by doing it: one member of each kind is added to a copy of the repository, by its file
 * and its line, and is at work in the programs people start.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Finished, aCandleFile, aFolder, cab, documentOf, startCab } from '../cli/cab.ts';
import { additions } from './additions.ts';
import { type Ran, ScratchCopy } from './scratch-copy.ts';

let copy: ScratchCopy;
let withoutLines: Ran;

beforeAll(async () => {
  copy = new ScratchCopy();
  for (const addition of additions) copy.writeFiles(addition);
  withoutLines = await copy.runTests(['test/tidy/registries.test.ts']);
  for (const addition of additions) copy.writeLines(addition);
  await copy.run('scripts/settings-table.ts');
});
afterAll(() => copy.remove());

/** The copy's program, in the folder of a test. */
function cabOfCopy(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return cab(folder, args, env, copy.program);
}

/** Type checker and test runner compete for two cores here, and with whatever else runs. */
const PATIENCE_MS = 120_000;

const LIMIT = { RISK_MAX_ENTRY_CASH_PCT: '10%' };

/** A folder with a strategy that wants to spend 15 % of the cash now and then. */
function withProbe(): { readonly folder: string; readonly strategy: readonly string[] } {
  const folder = aFolder();
  const probe = copy.read('test/additions/members/probe.ts.txt');
  writeFileSync(join(folder, 'probe.ts'), probe);
  return { folder, strategy: ['--strategy', './probe.ts', '--lookback', '20'] };
}

describe('an addition', () => {
  it.each(additions)('of a $kind takes one file at most, and an entry with its import in one list', (addition) => {
    const members = addition.files.filter(({ path }) => !path.endsWith('.test.ts'));
    const entries = addition.lines.filter(({ entry }) => !entry.startsWith('import '));
    expect(members.length).toBeLessThanOrEqual(1);
    expect(entries).toHaveLength(1);
    expect(addition.lines.length - entries.length).toBe(members.length);
  });
});

describe('a file without its line', () => {
  it.each([
    'src/core/indicators/index.ts does not list WilliamsR of williams-r.ts',
    'src/core/risk/index.ts does not list entryCash of entry-cash.ts',
    'src/core/performance/index.ts does not list omega of omega.ts',
    'src/delivery/cli/commands/index.ts does not list denialsCommand of denials.ts',
    'src/delivery/api/routes/index.ts does not list symbols of symbols.ts',
  ])('is named: %s', (finding) => {
    expect(withoutLines.code).toBe(1);
    expect(withoutLines.output).toContain(finding);
  });
});

describe.concurrent('with its line, the copy', { timeout: PATIENCE_MS }, () => {
  it('compiles', async () => {
    expect(await copy.run('node_modules/.bin/tsc', '--noEmit')).toEqual({ code: 0, output: '' });
  });

  it('is formatted', async () => {
    const { code, output } = await copy.run('node_modules/.bin/biome', 'format', 'src');
    expect(code, output).toBe(0);
  });

  it('passes the tests of the repository and of the folders with a new member, as they are', async () => {
    const folders = ['src/core/risk', 'src/core/performance', 'src/main/settings', 'src/delivery/cli', 'src/research'];
    const files = ['src/core/indicators/reference', 'src/core/indicators/williams', 'src/runtime/observe/telemetry'];
    const { code, output } = await copy.runTests(['test/tidy', ...folders, ...files]);
    expect(code, output).toBe(0);
  });

  it('passes what is asked of every indicator with the new one', async () => {
    const { code, output } = await copy.runTests(
      ['src/core/indicators/every', 'src/core/indicators/flat', 'src/core/indicators/saved'],
      'williamsR',
    );
    expect(code, output).toBe(0);
  });
});

describe.concurrent('in a backtest', () => {
  it('the metric is in the report, and the rule denies by its code what the setting forbids', async () => {
    const { folder, strategy } = withProbe();
    const run = (env: Readonly<Record<string, string>>) =>
      cabOfCopy(folder, ['backtest', aCandleFile(folder), ...strategy, '--json'], env);
    const [limited, free] = await Promise.all([run(LIMIT), run({})]);
    const metrics = documentOf(limited)['metrics'] as { name: string; strategy: number | null }[];
    expect(metrics.find(({ name }) => name === 'omega')?.strategy).toBeGreaterThan(0);
    expect(deniedCodes(limited)).toContain('entryCash');
    expect(deniedCodes(free)).not.toContain('entryCash');
  });
});

describe.concurrent('on the command line', () => {
  it('the command is in the help, which it has itself as well', async () => {
    const folder = aFolder();
    const [help, own] = await Promise.all([cabOfCopy(folder, ['--help']), cabOfCopy(folder, ['denials', '--help'])]);
    expect(help.stdout).toMatch(/^ {2}denials .*what risk rules denied, most frequent first$/m);
    expect(own.stdout).toContain('$ cab denials --db data/bot.db --json');
    expect(own.stdout).toContain('--json');
  });

  it('the setting is read, shown with its source, and refused with a reason when it is wrong', async () => {
    const folder = aFolder();
    const line = ['config', 'show', '--group', 'risk', '--json'];
    const [unset, set, wrong] = await Promise.all([
      cabOfCopy(folder, line),
      cabOfCopy(folder, line, LIMIT),
      cabOfCopy(folder, line, { RISK_MAX_ENTRY_CASH_PCT: 'half' }),
    ]);
    expect(rowOfLimit(unset)).toMatchObject({ value: 'off', source: 'default' });
    expect(rowOfLimit(set)).toMatchObject({ value: '10%', source: 'environment' });
    expect(wrong.code).toBe(78);
    expect(wrong.stdout).toMatch(/RISK_MAX_ENTRY_CASH_PCT.*must be .*for example RISK_MAX_ENTRY_CASH_PCT=50%/);
  });

  it('the setting is in .env.example and on the page of settings, which a script writes', () => {
    expect(copy.read('.env.example')).toContain('# Most of the cash that one entry may take.\n');
    expect(copy.read('.env.example')).toContain('#RISK_MAX_ENTRY_CASH_PCT=50%\n');
    expect(copy.read('docs/settings.md')).toContain('| `RISK_MAX_ENTRY_CASH_PCT` ');
  });
});

describe('in a bot that runs', () => {
  it('all of them are at work', async () => {
    const { folder, strategy } = withProbe();
    const bot = startCab(folder, ['run', ...strategy, '--speed', '900000'], LIMIT, copy.program);
    const { page } = JSON.parse(await bot.seen(/run started/)) as { page: string };
    const ask = async (path: string): Promise<string> => (await fetch(new URL(path, page))).text();
    const risk = await untilDenied(ask);

    const rules = risk.lanes.flatMap((lane) => lane.rules);
    expect(rules.find(({ rule }) => rule === 'entry-cash')).toMatchObject({ code: 'entryCash', limit: 0.1 });
    const explained = JSON.parse(await ask('/api/v1/decisions/explain?lane=0')) as {
      recorded: { decision: { explain: { signals: Record<string, number> } } };
    };
    expect(explained.recorded.decision.explain.signals['williamsR(5)']).toSatisfy(
      (value: number) => value >= -100 && value <= 0,
    );
    expect(JSON.parse(await ask('/api/v1/symbols'))).toEqual({ symbols: [{ symbol: 'BTC/USDT', strategies: 1 }] });
    const { paths } = JSON.parse(await ask('/docs/json')) as { paths: Record<string, unknown> };
    expect(JSON.stringify(paths['/api/v1/symbols'])).toContain('Lanes that trade it.');
    const metrics = await ask('/metrics');
    expect(metrics).toContain('orders_repriced_total 0\n');
    expect(metrics).toContain('risk_blocks_total{rule="entryCash"}');

    expect(await bot.end('SIGTERM')).toBe(0);
    const [table, json] = await Promise.all([cabOfCopy(folder, ['denials']), cabOfCopy(folder, ['denials', '--json'])]);
    expect(table.stdout).toMatch(/entry-cash\W+\d/);
    const denials = documentOf(json)['denials'] as object[];
    expect(denials).toContainEqual({ rule: 'entry-cash', code: 'entryCash', count: expect.any(Number) });
  });
});

function deniedCodes(tested: Finished): string[] {
  return (documentOf(tested)['denials'] as { code: string }[]).map(({ code }) => code);
}

function rowOfLimit(shown: Finished): object | undefined {
  return (documentOf(shown)['settings'] as { key: string }[]).find(({ key }) => key === 'RISK_MAX_ENTRY_CASH_PCT');
}

interface Risk {
  readonly lanes: readonly { readonly rules: readonly { readonly rule: string }[] }[];
  readonly denials: readonly { readonly code: string }[];
}

/** Asks until the rule has denied an entry, which takes a second or two of a fast market. */
async function untilDenied(ask: (path: string) => Promise<string>): Promise<Risk> {
  const startedMs = performance.now();
  for (;;) {
    const risk = JSON.parse(await ask('/api/v1/risk')) as Risk;
    if (risk.denials.some(({ code }) => code === 'entryCash')) return risk;
    if (performance.now() - startedMs > 30_000) throw new Error(`nothing was denied: ${JSON.stringify(risk)}`);
    await delay(100);
  }
}
