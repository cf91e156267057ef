import { type ExecFileException, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { WrongUse } from '../wrong-use.ts';

const run = promisify(execFile);
const LARGEST_ARCHIVE = 1 << 30;

/** A commit of this repository. */
export interface Revision {
  readonly sha: string;
  /** As short as this repository allows. */
  readonly name: string;
  /** First line of its message. */
  readonly subject: string;
}

/**
 * Finds the commit that a person named.
 * @throws WrongUse when there is none, or none with programs to measure.
 */
export async function findRevision(root: string, wanted: string): Promise<Revision> {
  const { sha, name } = await resolveCommit(root, wanted);
  try {
    await git(root, 'cat-file', '-e', `${sha}:./bench/subject.ts`);
  } catch {
    throw new WrongUse(
      `--compare must name a commit with programs to measure, ${wanted} has no bench/subject.ts; ` +
        'git log --oneline -- bench/subject.ts ends with the first that has it',
    );
  }
  return { sha, name, subject: await git(root, 'log', '-1', '--format=%s', sha) };
}

/** What the working tree is based on, and whether it differs from that. */
export async function describeWorkingTree(root: string): Promise<string> {
  const { name } = await resolveCommit(root, 'HEAD');
  const changes = await git(root, 'status', '--porcelain', '--untracked-files=no');
  return changes === '' ? `working tree, ${name} without changes` : `working tree, ${name} with changes`;
}

async function resolveCommit(root: string, wanted: string): Promise<Pick<Revision, 'sha' | 'name'>> {
  try {
    const sha = await git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${wanted}^{commit}`);
    return { sha, name: await git(root, 'rev-parse', '--short', sha) };
  } catch (error) {
    const { stderr = '', code } = error as ExecFileException;
    if (code === 'ENOENT') throw new WrongUse('--compare needs git, which is not installed');
    const why = stderr.trim() === '' ? '' : ` (${stderr.trim()})`;
    throw new WrongUse(
      `--compare must name a commit, a branch or a tag of this repository, value was ${wanted || 'empty'}${why}; ` +
        'git log --oneline lists the commits',
    );
  }
}

/** All files of a commit, as tar. */
export async function archiveOf(root: string, sha: string): Promise<Buffer> {
  const options = { cwd: root, maxBuffer: LARGEST_ARCHIVE, encoding: 'buffer' } as const;
  return (await run('git', ['archive', '--format=tar', sha], options)).stdout;
}

async function git(root: string, ...args: string[]): Promise<string> {
  return (await run('git', args, { cwd: root })).stdout.trim();
}
