import { build } from 'esbuild';
import type { ProgramSpec } from './contestant.ts';
import type { SubjectOptions } from './subjects/index.ts';

/** Our programs as they stand in one folder of sources. */
export interface Build {
  /** For people: whose programs these are. */
  readonly name: string;
  /** Where its sources are. */
  readonly root: string;
  /** For what it writes; git ignores it. */
  readonly cacheDir: string;
  readonly subjectFile: string;
}

/**
 * Bundles our programs as they are shipped: reading TypeScript at the start costs time and memory of its own.
 * @throws Error with what does not fit together in these sources.
 */
export async function createBuild(name: string, root: string): Promise<Build> {
  const cacheDir = `${root}/bench/.cache`;
  // Inside of its own sources, so that it finds the packages that they ask for.
  const subjectFile = `${cacheDir}/subject.mjs`;
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/subject.ts'],
    outfile: subjectFile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    logLevel: 'warning',
  });
  return { name, root, cacheDir, subjectFile };
}

/** One program of a build; of another build, `subject` may be a name that this one does not know. */
export function programOf(build: Build, subject: string, options: SubjectOptions, runsPerTurn = 1): ProgramSpec {
  return {
    name: `${build.name} (${subject})`,
    command: [process.execPath, build.subjectFile, subject, JSON.stringify(options)],
    runsPerTurn,
  };
}
