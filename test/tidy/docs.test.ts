/** What the pages say exists: files, commands, settings, and code that compiles because it stands in the examples. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderSettingsPage } from '../../scripts/settings-table.ts';
import { ALL_SETTINGS } from '../../src/main/settings/index.ts';
import { type TextFile, placeOf, readText, root, sources, textFiles } from './tree.ts';

const pages = textFiles.filter(({ path }) => path.endsWith('.md'));

type Exists = (path: string) => boolean;
const exists: Exists = (path) => existsSync(join(root, path));

function brokenLinks(files: readonly TextFile[], isThere: Exists): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(({ index, 1: link = '' }) => {
      if (/^(?:https?:|mailto:|#)/.test(link)) return [];
      const target = posix.join(posix.dirname(path), link.replace(/#.*$/, ''));
      return isThere(target) ? [] : [`${placeOf(path, text, index)}: ${link} leads nowhere`];
    }),
  );
}

/** Paths in backticks; `x` stands for a name that the reader chooses, and what a run writes is not there yet. */
const PATH = /`((?:src|test|docs|examples|bench|scripts|ops|tools|bin|dashboard|\.ci)\/[\w./-]*)`/g;
const CHOSEN = /(?:^|\/)x(?:\.|\/|$)/;

function brokenPaths(files: readonly TextFile[], isThere: Exists): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(PATH)].flatMap(({ index, 1: named = '' }) =>
      CHOSEN.test(named) || isThere(named) ? [] : [`${placeOf(path, text, index)}: ${named} is not there`],
    ),
  );
}

/** Keys in backticks that are written as settings are. */
function unknownSettings(files: readonly TextFile[], known: ReadonlySet<string>): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].flatMap(({ index, 1: key = '' }) => {
      const bare = key.replace(/_(?:FILE|B64)$/, '');
      return known.has(key) || known.has(bare) ? [] : [`${placeOf(path, text, index)}: ${key} is no setting`];
    }),
  );
}

interface Tools {
  readonly commands: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
}

function toolsOfTree(): Tools {
  const manifest = JSON.parse(readText('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const declared = sources.filter(({ path }) => path.startsWith('src/delivery/cli/commands/'));
  const names = declared.flatMap(({ text }) =>
    [...text.matchAll(/^\s*name: '([a-z][a-z -]*)'/gm)].map(([, name = '']) => name),
  );
  return {
    commands: new Set([...names, ...names.map((name) => name.split(' ')[0] ?? '')]),
    scripts: new Set(Object.keys(manifest.scripts)),
    targets: new Set([...readText('Makefile').matchAll(/^([a-z]+):/gm)].map(([, name = '']) => name)),
  };
}

/** Commands in code that no program knows. Options and values may follow. */
function unknownCommands(files: readonly TextFile[], { commands, scripts, targets }: Tools): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?<=^|`|&& |\$ )(cab|npm run(?: --silent)?|make) ([a-z][a-z:-]*)/gm)].flatMap((match) => {
      const [whole, program = '', name = ''] = match;
      const known = program === 'cab' ? commands : program === 'make' ? targets : scripts;
      return known.has(name) ? [] : [`${placeOf(path, text, match.index)}: ${whole} is not known`];
    }),
  );
}

/** Strategies on pages that stand in no example, and so nobody compiles or runs them. */
function untestedStrategies(files: readonly TextFile[], examples: readonly TextFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].flatMap(({ index, 1: code = '' }) => {
      const isWhole = code.includes('defineStrategy({');
      const isTested = examples.some((example) => example.text.includes(code.trim()));
      return isWhole && !isTested ? [`${placeOf(path, text, index)}: this strategy is in no example`] : [];
    }),
  );
}

const settingKeys = new Set(ALL_SETTINGS.flatMap(({ setting }) => [setting.key, ...setting.aliases]));
/** Written like settings, and meant as something else. */
const OTHER_WORDS = ['KEY_FILE', 'KEY_B64', 'NO_COLOR', 'SQLITE_FULL'];

function page(text: string): TextFile[] {
  return [{ path: 'docs/a.md', text }];
}

function isThere(path: string): boolean {
  return path === 'docs/b.md' || path === 'src/core/';
}

describe('the pages', () => {
  it('link to what is there', () => {
    expect(brokenLinks(pages, exists)).toEqual([]);
    expect(brokenPaths(pages, exists)).toEqual([]);
  });

  it('name settings that exist', () => {
    expect(unknownSettings(pages, new Set([...settingKeys, ...OTHER_WORDS]))).toEqual([]);
  });

  it('name commands that exist', () => {
    expect(unknownCommands(pages, toolsOfTree())).toEqual([]);
  });

  it('show strategies that are compiled and run as examples', () => {
    const examples = textFiles.filter(
      ({ path }) => path.startsWith('examples/') || path.startsWith('src/core/strategies/'),
    );
    expect(untestedStrategies(pages, examples)).toEqual([]);
  });

  it('list the settings as the program has them; node scripts/settings-table.ts writes that page', () => {
    expect(readText('docs/settings.md')).toBe(renderSettingsPage());
  });
});

describe('controls', () => {
  it('a link or path to nothing is found', () => {
    expect(brokenLinks(page('[b](b.md) [c](c.md#x) [d](https://example.org)'), isThere)).toEqual([
      'docs/a.md:1: c.md#x leads nowhere',
    ]);
    expect(brokenPaths(page('`src/core/` `src/core/risk/x.ts` `src/gone.ts`'), isThere)).toEqual([
      'docs/a.md:1: src/gone.ts is not there',
    ]);
  });

  it('a setting that does not exist is found', () => {
    const known = new Set(['DB_PATH', 'API_TOKEN']);
    expect(unknownSettings(page('`DB_PATH=x` `API_TOKEN_FILE` `DB_PATHS`'), known)).toEqual([
      'docs/a.md:1: DB_PATHS is no setting',
    ]);
  });

  it('a command that does not exist is found', () => {
    const tools = { commands: new Set(['run']), scripts: new Set(['bench']), targets: new Set(['start']) };
    const text = '```\ncab run\ncab fly --far\n```\n`npm run bench` `npm run sing` `make start` `make tea`, make do';
    expect(unknownCommands(page(text), tools)).toEqual([
      'docs/a.md:3: cab fly is not known',
      'docs/a.md:5: npm run sing is not known',
      'docs/a.md:5: make tea is not known',
    ]);
  });

  it('a strategy that stands in no example is found', () => {
    const example = [{ path: 'examples/a.ts', text: 'const a = defineStrategy({ name });\n' }];
    expect(untestedStrategies(page('```ts\nconst a = defineStrategy({ name });\n```\n'), example)).toEqual([]);
    expect(untestedStrategies(page('```ts\nconst b = defineStrategy({ name });\n```\n'), example)).toHaveLength(1);
  });
});
