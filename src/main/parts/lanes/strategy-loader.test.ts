import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { strategies } from '../../../core/strategies/index.ts';
import { loadStrategy, readAttachments } from './strategy-loader.ts';
import { temporaryFolder } from '../../paper/testing/paper-bench.ts';

const LOADER = new URL('strategy-loader.ts', import.meta.url).href;
const OWN = `
import { crossedAbove, defineStrategy, integer } from 'crypto-ai-bot/strategy';
export const mine = defineStrategy({
  name: 'mine',
  parameters: { fast: integer({ from: 2, to: 9, default: 3 }) },
  setup: ({ parameters, indicators }) => {
    const line = indicators.ema(parameters.fast);
    return () => (crossedAbove(line, line) ? undefined : undefined);
  },
});
`;

/** Loads in a plain Node, as the program does; here the test runner would answer imports itself. */
function load(folder: string, nameOrPath: string, limitMs = 15_000): { ok: boolean; name?: string; error?: string } {
  const script = `
    const { loadStrategy } = await import(${JSON.stringify(LOADER)});
    const loaded = await loadStrategy(${JSON.stringify(nameOrPath)}, ${limitMs});
    process.stdout.write(JSON.stringify(loaded.ok ? { ok: true, name: loaded.value.name } : loaded));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as ReturnType<typeof load>;
}

function written(name: string, text: string): { folder: string; path: string } {
  const folder = temporaryFolder();
  const path = join(folder, name);
  writeFileSync(path, text);
  return { folder, path };
}

describe('loadStrategy', () => {
  it.each(strategies.map((strategy) => strategy.name))('finds %s by its name', async (name) => {
    expect(await loadStrategy(name)).toMatchObject({ ok: true, value: { name } });
  });

  it('names what it knows, for a name that it does not', async () => {
    const loaded = await loadStrategy('ema-cros');
    expect(!loaded.ok && loaded.error).toBe(
      `strategy "ema-cros" is not known; known are ${strategies.map(({ name }) => name).join(', ')}, or a path to a .ts file such as ./my-strategy.ts`,
    );
  });

  it.each(['mine.ts', 'mine.mts'])('loads %s from any folder, with the strategy API by its name', (file) => {
    const { folder, path } = written(file, OWN);
    expect(load(folder, path)).toEqual({ ok: true, name: 'mine' });
    expect(load(folder, `./${file}`)).toEqual({ ok: true, name: 'mine' });
  });

  it('loads plain JavaScript', () => {
    const { folder, path } = written('mine.mjs', OWN);
    expect(load(folder, path)).toEqual({ ok: true, name: 'mine' });
  });

  it('says which file does not exist', () => {
    const folder = temporaryFolder();
    expect(load(folder, '../none.ts').error).toMatch(/^strategy file \/.*\/none\.ts does not exist$/);
  });

  it.each([
    ['nothing', 'export const answer = 42;', 0],
    ['something else by its shape', 'export const half = { name: "half", parameters: {} };', 0],
    [
      'two',
      OWN.replace(
        'export const mine',
        'export const other = defineStrategy({ name: "other", parameters: {}, setup: () => () => undefined });\nexport const mine',
      ),
      2,
    ],
  ])('that exports %s is refused with what would be right', (_what, text, count) => {
    const { folder, path } = written('mine.ts', text);
    expect(load(folder, path).error).toBe(
      `strategy file ${path} must export one strategy made by defineStrategy, it exports ${count}`,
    );
  });

  it.each([
    ['a syntax error', 'export const = 1;', /cannot be loaded: .+/],
    ['an import that does not exist', "import '../missing.ts';", /cannot be loaded: .*missing\.ts/],
    [
      'a name that the API does not have',
      "import { sma } from 'crypto-ai-bot/strategy'; export { sma };",
      /cannot be loaded: .*sma/,
    ],
    ['a failure of its own', 'throw new Error("not today");', /cannot be loaded: not today/],
    ['a failure that is no error', 'throw "text";', /cannot be loaded: text/],
  ])('names the file with %s', (_what, text, message) => {
    const { folder, path } = written('mine.ts', text);
    const { error } = load(folder, path);
    expect(error).toMatch(message);
    expect(error).toContain(path);
  });
});

describe('a strategy file that never finishes loading', () => {
  it('is named after a while', () => {
    const { folder, path } = written('mine.ts', 'await new Promise(() => undefined);');
    expect(load(folder, path, 300).error).toBe(
      `strategy file ${path} does not finish loading: it awaits something that never comes`,
    );
  });
});

describe('readAttachments', () => {
  const withFile = strategies.find((strategy) => strategy.name === 'signals-file');

  it('reads what text parameters name and leaves out what is not there', async () => {
    if (!withFile) throw new Error('signals-file must exist');
    const { path } = written('signals.csv', 'timestamp_ms,enter,exit\n');
    const [parameter = ''] = Object.entries(withFile.parameters).find(([, { kind }]) => kind === 'text') ?? [];
    expect(await readAttachments(withFile, { [parameter]: path })).toEqual({
      [parameter]: 'timestamp_ms,enter,exit\n',
    });
    expect(await readAttachments(withFile, { [parameter]: `${path}.none` })).toEqual({});
    expect(await readAttachments(withFile, {})).toEqual({});
  });
});
