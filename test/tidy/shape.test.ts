/** Files: how long, how named, what they export, and where each folder lists what it holds. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SourceFile, placeOf, program, sourceFile, sources } from './tree.ts';

const LONGEST = 300;
const LONGEST_TEST = 400;
const MEDIAN_BELOW = 80;
const USUAL = 250;

const KEBAB = /^(?:\d{3}-)?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.ts$/;
/** `base` alone or in front is a class to derive from; at the end it is the asset that is traded. */
const VAGUE = /(?:^|-)(?:utils?|helpers?|common|managers?|misc|shared|stuff)(?:-|\.|$)|^base(?:-|\.|$)/;
/** Files that a tool asks to export a default. */
const CONFIGURATION = /^[^/]+\.config\.ts$/;
/** Layers, whose folders are the list, and what the program loads piece by piece, as a command waits for its own only. */
const WITHOUT_INDEX =
  /^src\/(?:main|main\/(?:paper|paper\/process|backtest|parts|parts\/lanes|parts\/run|recompute|services)|adapters|delivery|delivery\/page|runtime\/loop)$/;
/** How many files a room holds, tests apart. */
const MOST_FILES = 16;
/** Rooms of one kind, one file a member, whose index is the list that people read. */
const LISTS = new Set(['src/core/indicators', 'src/delivery/api/routes', 'src/main/settings/groups']);

function lineCount({ text }: { readonly text: string }): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function tooLong(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const [length, limit] = [lineCount(file), file.isTest ? LONGEST_TEST : LONGEST];
    return length > limit ? [`${file.path} has ${length} lines, at most ${limit} are right`] : [];
  });
}

function quantile(files: readonly SourceFile[], share: number): number {
  const lengths = files.map(lineCount).sort((a, b) => a - b);
  return lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))] ?? 0;
}

function badNames(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path }) => {
    const name = posix.basename(path);
    if (!CONFIGURATION.test(path) && !KEBAB.test(name)) return [`${path} is not kebab-case`];
    const vague = path.split('/').find((part) => VAGUE.test(part));
    return vague === undefined ? [] : [`${path}: "${vague}" does not say what is in it`];
  });
}

function badExports(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text, code }) => {
    if (CONFIGURATION.test(path)) return [];
    const found = [
      ...[...code.matchAll(/\bexport\s+default\b|\bas\s+default\b/g)].map((match) => [match.index, 'a default export']),
      ...[...code.matchAll(/\bexport\s+(?:const\s+)?enum\b/g)].map((match) => [match.index, 'an enum']),
      ...[...code.matchAll(/\bexport\s+(?:interface|type)\s+I[A-Z][a-z]\w*/g)].map((match) => [
        match.index,
        'an I prefix',
      ]),
    ] as const;
    return found.map(([index, what]) => `${placeOf(path, text, Number(index))}: ${what}`);
  });
}

/** Folders with two files or more and no list of what they hold, neither their own nor that of a folder around them. */
function missingIndexes(files: readonly SourceFile[]): string[] {
  const byFolder = Map.groupBy(files, ({ path }) => posix.dirname(path));
  const paths = new Set(files.map(({ path }) => path));
  return [...byFolder].flatMap(([folder, members]) => {
    const hasIndex = aroundOf(folder).some((around) => paths.has(`${around}/index.ts`));
    return hasIndex || members.length < 2 || WITHOUT_INDEX.test(folder) ? [] : [`${folder} has no index.ts`];
  });
}

/** The folder and those around it, short of the layer. */
function aroundOf(folder: string): string[] {
  const parts = folder.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, parts.length - i).join('/'));
}

function crowdedRooms(files: readonly SourceFile[]): string[] {
  const byFolder = Map.groupBy(
    files.filter(({ path, isTest }) => !isTest && posix.basename(path) !== 'index.ts'),
    ({ path }) => posix.dirname(path),
  );
  return [...byFolder].flatMap(([folder, { length }]) =>
    length > MOST_FILES && !LISTS.has(folder)
      ? [`${folder} holds ${length} files, at most ${MOST_FILES} are right`]
      : [],
  );
}

function aFile(path: string, lines: number): SourceFile {
  return sourceFile(path, 'x;\n'.repeat(lines));
}

describe('files', () => {
  it('fit a few screens', () => {
    expect(tooLong(sources)).toEqual([]);
  });

  it('are small on the whole', () => {
    expect(quantile(program, 0.5)).toBeLessThan(MEDIAN_BELOW);
    expect(quantile(program, 0.9)).toBeLessThan(USUAL);
  });

  it('are named after what they hold', () => {
    expect(badNames(sources)).toEqual([]);
  });

  it('export by name, no enums, no I prefix', () => {
    expect(badExports(sources)).toEqual([]);
  });

  it('share a room with a few others only', () => {
    expect(crowdedRooms(program)).toEqual([]);
  });

  it('are listed by the index of their folder', () => {
    expect(missingIndexes(program)).toEqual([]);
  });
});

describe('controls', () => {
  it('a line too many is found, one less is not', () => {
    const files = [
      aFile('src/a.ts', 300),
      aFile('src/b.ts', 301),
      aFile('src/a.test.ts', 400),
      aFile('test/b.ts', 401),
    ];
    expect(tooLong(files)).toEqual([
      'src/b.ts has 301 lines, at most 300 are right',
      'test/b.ts has 401 lines, at most 400 are right',
    ]);
  });

  it('quantiles are those of lengths', () => {
    const files = Array.from({ length: 10 }, (_, i) => aFile('src/a.ts', i + 1));
    expect([quantile(files, 0.5), quantile(files, 0.9)]).toEqual([6, 10]);
  });

  it.each([
    'src/FooBar.ts',
    'src/foo_bar.ts',
    'src/utils.ts',
    'src/order-helpers.ts',
    'src/common/a.ts',
    'src/base.ts',
  ])('the name %s is found', (path) => expect(badNames([sourceFile(path, '')])).toHaveLength(1));

  it.each(['src/baseline.ts', 'src/001-journal.ts', 'vitest.config.ts', 'src/a/ema.test.ts'])(
    'the name %s is right',
    (path) => expect(badNames([sourceFile(path, '')])).toEqual([]),
  );

  it.each(['export default 1;', 'export { a as default };', 'export enum A { b }', 'export interface IOrder {}'])(
    '%s is found',
    (text) => expect(badExports([sourceFile('src/a.ts', text)])).toHaveLength(1),
  );

  it('a folder without a list is found', () => {
    expect(missingIndexes([aFile('src/x/a.ts', 1), aFile('src/x/b.ts', 1)])).toEqual(['src/x has no index.ts']);
    expect(missingIndexes([aFile('src/x/a.ts', 1), aFile('src/x/index.ts', 1)])).toEqual([]);
  });

  it('an index lists the rooms of its folder', () => {
    const rooms = [aFile('src/x/index.ts', 1), aFile('src/x/y/a.ts', 1), aFile('src/x/y/b.ts', 1)];
    expect(missingIndexes(rooms)).toEqual([]);
  });

  it('a room with one file too many is found, its tests do not count', () => {
    const files = Array.from({ length: 17 }, (_, i) => aFile(`src/x/a${i}.ts`, 1));
    expect(crowdedRooms(files)).toEqual(['src/x holds 17 files, at most 16 are right']);
    expect(crowdedRooms([...files.slice(1), aFile('src/x/b.test.ts', 1)])).toEqual([]);
  });
});
