/** The sources of another commit in a folder of their own, with the packages that they ask for. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Revision, archiveOf } from './revision.ts';

/**
 * Puts a commit's files under `folder` and gives their place. What is there from another time is used again.
 * @throws Error when its packages cannot be installed.
 */
export async function checkOut(root: string, folder: string, { sha, name }: Revision): Promise<string> {
  const sources = `${folder}/${sha}`;
  if (!existsSync(sources)) {
    const unfinished = `${sources}.part`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    execFileSync('tar', ['-x', '-C', unfinished], { input: await archiveOf(root, sha) });
    renameSync(unfinished, sources);
  }
  providePackages(root, sources, name);
  return sources;
}

/** With the same lockfile the packages around this bench are the right ones; else the commit gets its own, once. */
function providePackages(root: string, sources: string, name: string): void {
  const packages = `${sources}/node_modules`;
  const isLinked = lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  // npm writes this file last.
  const isInstalled = !isLinked && existsSync(`${packages}/.package-lock.json`);
  if (isInstalled) return;
  if (isLinked) rmSync(packages);
  if (hasSameLockfile(root, sources)) {
    rmSync(packages, { recursive: true, force: true });
    symlinkSync(join(root, 'node_modules'), packages, 'junction');
    return;
  }
  process.stderr.write(`${name} has another lockfile: installing its packages\n`);
  execFileSync('npm', ['ci', '--prefix', sources], { cwd: sources, stdio: ['ignore', 'ignore', 'inherit'] });
}

function hasSameLockfile(root: string, sources: string): boolean {
  const [ours, theirs] = [root, sources].map((folder) => `${folder}/package-lock.json`) as [string, string];
  return existsSync(theirs) && readFileSync(ours, 'utf8') === readFileSync(theirs, 'utf8');
}
