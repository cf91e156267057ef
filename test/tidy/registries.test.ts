/** Folders that hold things of one kind: the index lists every one of them, and this test names the line you forgot. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';
import { type SourceFile, program, sourceFile } from './tree.ts';

interface Registry {
  readonly folder: string;
  /** The rooms inside it that hold its members; the folder itself when absent. */
  readonly rooms?: string;
  /** Finds each exported name that belongs in the list; other files of the folder are parts of these. */
  readonly kind: RegExp;
  /** How many there are at least: a pattern that finds nothing proves nothing. */
  readonly atLeast: number;
}

const REGISTRIES: readonly Registry[] = [
  { folder: 'src/core/indicators', kind: /export class (\w+) implements Indicator\b/, atLeast: 17 },
  { folder: 'src/core/strategies', kind: /export const (\w+) = defineStrategy\(/, atLeast: 5 },
  { folder: 'src/core/strategies/signal-fusion/signals', kind: /export const (\w+) = defineSignal\(/, atLeast: 6 },
  { folder: 'src/core/risk', rooms: 'rules', kind: /export const (\w+): RiskRule\b/, atLeast: 26 },
  { folder: 'src/core/exits', kind: /export const (\w+): ExitRule\b/, atLeast: 7 },
  { folder: 'src/core/sizing', kind: /export const (\w+): SizingMethod\b/, atLeast: 4 },
  { folder: 'src/core/performance', rooms: 'metrics', kind: /export const (\w+) = defineMetric\(/, atLeast: 30 },
  { folder: 'src/adapters/storage/migrations', kind: /export const (\w+): Migration\b/, atLeast: 3 },
  { folder: 'src/main/settings/groups', kind: /export const (\w+) = \{/, atLeast: 16 },
  { folder: 'src/main/settings/checks', kind: /export const (\w+): CrossCheck\b/, atLeast: 4 },
  { folder: 'src/delivery/api/routes', kind: /export const (\w+)(?:: Route\b| = defineRoute\b)/, atLeast: 5 },
  { folder: 'src/delivery/cli/commands', kind: /export const (\w+)(?:: CliCommand\b| = defineCommand\b)/, atLeast: 5 },
];

interface Member {
  readonly path: string;
  readonly name: string;
}

function membersOf({ folder, rooms, kind }: Registry, files: readonly SourceFile[]): Member[] {
  return files.flatMap(({ path, code }) => {
    const home = posix.dirname(path);
    const isInside = rooms === undefined ? home === folder : home.startsWith(`${folder}/${rooms}/`);
    if (!isInside || posix.basename(path) === 'index.ts') return [];
    return [...code.matchAll(new RegExp(kind, 'g'))].map(([, name = '']) => ({ path, name }));
  });
}

/** What the folder holds and its index does not list: imported is not enough, the name stands in the list itself. */
function forgottenLines(registry: Registry, files: readonly SourceFile[]): string[] {
  const indexPath = `${registry.folder}/index.ts`;
  const index = files.find(({ path }) => path === indexPath);
  if (!index) return [`${indexPath} is missing`];
  const imported = new Set(importsOf(index).map(({ target }) => target));
  const list = index.code.replace(/^(?:import|export)\b[^;]*\bfrom\s*(['"])[^'"]*\1;/gm, '');
  return membersOf(registry, files).flatMap(({ path, name }) => {
    const isListed = imported.has(path) && new RegExp(`(?<![.\\w])${name}\\b`).test(list);
    return isListed ? [] : [`${indexPath} does not list ${name} of ${posix.basename(path)}`];
  });
}

describe('the index', () => {
  it.each(REGISTRIES)('of $folder lists everything of its kind', (registry) => {
    expect(forgottenLines(registry, program)).toEqual([]);
    expect(membersOf(registry, program).length).toBeGreaterThanOrEqual(registry.atLeast);
  });
});

describe('controls', () => {
  const registry = { folder: 'src/x', kind: /export const (\w+): Rule\b/, atLeast: 0 };
  const rule = sourceFile('src/x/late.ts', 'export const late: Rule = {};');
  const part = sourceFile('src/x/wording.ts', 'export const words = [];');
  const anIndex = (text: string) => [rule, part, sourceFile('src/x/index.ts', text)];

  it('a file without its line is found by name', () => {
    expect(forgottenLines(registry, anIndex('export const rules = [];'))).toEqual([
      'src/x/index.ts does not list late of late.ts',
    ]);
    expect(forgottenLines(registry, [rule])).toEqual(['src/x/index.ts is missing']);
  });

  it('an import alone is no line in the list', () => {
    expect(forgottenLines(registry, anIndex("export { late } from './late.ts';"))).toHaveLength(1);
    expect(
      forgottenLines(registry, anIndex("import { late } from './late.ts';\n// late\nconst a = 'late';")),
    ).toHaveLength(1);
  });

  it('of several in one file each needs its line', () => {
    const two = sourceFile('src/x/two.ts', 'export const one: Rule = {};\nexport const two: Rule = {};');
    const index = sourceFile('src/x/index.ts', "import { one, two } from './two.ts';\nexport const rules = [one];");
    expect(forgottenLines(registry, [two, index])).toEqual(['src/x/index.ts does not list two of two.ts']);
  });

  it('what stands in a room is found as well', () => {
    const late = sourceFile('src/x/rules/pace/late.ts', rule.text);
    const index = sourceFile('src/x/index.ts', 'export const rules = [];');
    expect(forgottenLines({ ...registry, rooms: 'rules' }, [late, index])).toEqual([
      'src/x/index.ts does not list late of late.ts',
    ]);
  });

  it('a listed one is fine, and parts need no line', () => {
    const text = "import { late } from './late.ts';\nexport const rules = [late];";
    expect(forgottenLines(registry, anIndex(text))).toEqual([]);
  });
});
