/** Commits of a small repository, found by name and put into folders. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOut } from '../../bench/compare/checkout.ts';
import { describeWorkingTree, findRevision } from '../../bench/compare/revision.ts';

let root = '';

function git(...args: string[]): void {
  const person = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  // Nothing of the repository and the settings of whoever runs the tests.
  const env = { PATH: process.env['PATH'] };
  execFileSync('git', [...person, ...args], { cwd: root, env, stdio: 'ignore' });
}

function commit(message: string): void {
  git('add', '.');
  git('commit', '-m', message);
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'bench-revision-'));
  git('init', '-b', 'main');
  writeFileSync(join(root, '.gitignore'), 'node_modules/\ncache/\n');
  writeFileSync(join(root, 'package-lock.json'), '{}');
  commit('Begin');
  git('tag', 'empty');
  mkdirSync(join(root, 'bench'));
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'bench', 'subject.ts'), 'first');
  commit('Measure');
  git('tag', 'first');
  writeFileSync(join(root, 'bench', 'subject.ts'), 'second');
  commit('Measure better');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a commit', () => {
  it.each(['HEAD~1', 'first'])('is found as %s', async (name) => {
    const { sha, name: short, subject } = await findRevision(root, name);
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(sha.startsWith(short)).toBe(true);
    expect(subject).toBe('Measure');
  });

  it.each(['nosuch', 'HEAD~99', '--all', 'HEAD:bench'])('named %s does not exist', async (name) => {
    const message = `--compare must name a commit, a branch or a tag of this repository, value was ${name}`;
    await expect(findRevision(root, name)).rejects.toThrow(message);
    await expect(findRevision(root, name)).rejects.toThrow('git log --oneline');
  });

  it('without programs to measure is named', async () => {
    await expect(findRevision(root, 'empty')).rejects.toThrow('empty has no bench/subject.ts');
  });

  it('is put into a folder of its own with the packages around it', async () => {
    const revision = await findRevision(root, 'first');
    const sources = await checkOut(root, join(root, 'cache'), revision);
    expect(sources).toBe(`${join(root, 'cache')}/${revision.sha}`);
    expect(readFileSync(join(sources, 'bench', 'subject.ts'), 'utf8')).toBe('first');
    expect(readlinkSync(join(sources, 'node_modules'))).toContain(join(root, 'node_modules'));
  });

  it('is used again where it is, and one that was left half way is not', async () => {
    const folder = join(root, 'cache', 'again');
    const revision = await findRevision(root, 'main');
    mkdirSync(join(folder, `${revision.sha}.part`, 'rest'), { recursive: true });
    const sources = await checkOut(root, folder, revision);
    expect(existsSync(join(sources, 'rest'))).toBe(false);
    writeFileSync(join(sources, 'kept'), '');
    await checkOut(root, folder, revision);
    expect(existsSync(join(sources, 'kept'))).toBe(true);
  });
});

it('the working tree says whether it differs from its commit', async () => {
  expect(await describeWorkingTree(root)).toMatch(/^working tree, [0-9a-f]+ without changes$/);
  writeFileSync(join(root, 'bench', 'subject.ts'), 'third');
  expect(await describeWorkingTree(root)).toMatch(/^working tree, [0-9a-f]+ with changes$/);
});
