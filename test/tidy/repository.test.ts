/** What is committed beside the sources: packages, lockfile, and texts that must work on any machine. */
import { describe, expect, it } from 'vitest';
import { type TextFile, committedFiles, placeOf, readText } from './tree.ts';

type Packages = Readonly<Record<string, string>>;

interface Manifest {
  readonly dependencies: Packages;
  readonly devDependencies: Packages;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const manifest = JSON.parse(readText('package.json')) as Manifest;
const lock = JSON.parse(readText('package-lock.json')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

function inexactVersions(packages: Packages): string[] {
  return Object.entries(packages)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is "${version}", an exact version is right`);
}

function lockProblems(packages: Readonly<Record<string, LockedPackage>>, wanted: Packages): string[] {
  return [
    ...Object.entries(packages)
      .filter(([, locked]) => locked.resolved !== undefined && /^[a-z]+:\/\//.test(locked.resolved))
      .map(([path]) => `${path} holds a registry's address`),
    ...Object.entries(wanted)
      .filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)
      .map(([name, version]) => `${name} ${version} is not what the lockfile has`),
  ];
}

/** Names in the first column of the decision page's table. */
function documentedPackages(page: string): string[] {
  return [...page.matchAll(/^\| `([^`]+)`\s*\|/gm)].map(([, name = '']) => name);
}

/** Columns of that table that say nothing. */
function emptyCells(page: string): string[] {
  return [...page.matchAll(/^\| `([^`]+)`\s*\|(.*)\|$/gm)]
    .filter(([, , rest = '']) => rest.split('|').length !== 3 || rest.split('|').some((cell) => cell.trim() === ''))
    .map(([, name = '']) => name);
}

/** Paths of one machine: where somebody works. `/home/me` is nobody's. */
const MACHINE_PATH = /(?<![\w.:/~$}-])\/(?:work|workspace|mnt|Users|root|home\/(?!me\b))\/?[\w.-]+/g;
/** A fixed place in a folder that every user of a machine shares; a test may name one as a value. */
const SHARED_PATH = /(?<![\w.:/~$}-])\/(?:var\/)?tmp\/[\w.-]+/g;
/** Who or what typed a line is no part of it. Spelled so that this file does not name them either. */
const TOOL_NAME =
  /\b(?:ch[a]tgpt|c[o]pilot|cl[a]ude|an[t]hropic|c[o]dex|co-authored-by|(?:generated|written) (?:by|with) (?:an? )?(?:ai|llm)\b)/gi;
const SECRET =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\s|\\n)*[A-Za-z0-9+/=]{40}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bxox[abp]-[A-Za-z0-9-]{20,}\b/g;

function textsWith(pattern: RegExp, files: readonly TextFile[]): string[] {
  return files
    .filter(({ path }) => path !== 'package-lock.json' && path !== 'test/tidy/repository.test.ts')
    .flatMap(({ path, text }) =>
      [...text.matchAll(pattern)].map(({ index, 0: found }) => `${placeOf(path, text, index)}: ${found}`),
    );
}

describe('packages', () => {
  it('have exact versions', () => {
    expect([...inexactVersions(manifest.dependencies), ...inexactVersions(manifest.devDependencies)]).toEqual([]);
  });

  it('are locked as they are asked for, without a registry address', () => {
    expect(lockProblems(lock.packages, { ...manifest.dependencies, ...manifest.devDependencies })).toEqual([]);
  });

  it('that the program loads have a line saying what they replace', () => {
    const page = readText('docs/decisions/dependencies.md');
    expect(documentedPackages(page).sort()).toEqual(Object.keys(manifest.dependencies).sort());
    expect(emptyCells(page)).toEqual([]);
  });

  it('control: ranges, addresses, other versions and empty cells are found', () => {
    expect(inexactVersions({ a: '^1.0.0', b: '1.0.0', c: 'latest', d: '1.x' })).toHaveLength(3);
    const packages = { 'node_modules/a': { version: '1.0.0', resolved: 'https://example.org/a.tgz' } };
    expect(lockProblems(packages, { a: '1.0.1' })).toHaveLength(2);
    expect(lockProblems({ 'node_modules/a': { version: '1.0.1' } }, { a: '1.0.1' })).toEqual([]);
    expect(emptyCells('| `a` | b | c | d |\n| `e` | f |  | g |\n')).toEqual(['e']);
  });
});

describe('committed texts', () => {
  const files = committedFiles();

  it('name no path of one machine', () => {
    expect(textsWith(MACHINE_PATH, files)).toEqual([]);
    const fixed = files.filter(({ path }) => !path.endsWith('.test.ts'));
    expect(textsWith(SHARED_PATH, fixed)).toEqual([]);
  });

  it('name no tool that wrote them', () => {
    expect(textsWith(TOOL_NAME, files)).toEqual([]);
  });

  it('hold no secret', () => {
    expect(textsWith(SECRET, files)).toEqual([]);
  });

  it.each([
    [MACHINE_PATH, 'see /home/somebody/notes.md'],
    [SHARED_PATH, "readFileSync('/tmp/candles.bin')"],
    [MACHINE_PATH, 'kept in /workspace/notes'],
    [TOOL_NAME, 'Written with an LLM'],
    [SECRET, 'AKIAABCDEFGHIJKLMNOP'],
  ])('control: %s finds "%s"', (pattern, text) => {
    expect(textsWith(pattern, [{ path: 'a.md', text }])).toHaveLength(1);
  });

  it.each([
    'https://example.org/home/page',
    'a path such as ./work/file',
    'src/work/x',
    '/etc/crypto-ai-bot',
    'user-agent',
  ])('control: "%s" is fine', (text) => {
    expect(
      [MACHINE_PATH, TOOL_NAME, SECRET].flatMap((pattern) => textsWith(pattern, [{ path: 'a.md', text }])),
    ).toEqual([]);
  });
});
