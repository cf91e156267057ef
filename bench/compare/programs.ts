import { spawnSync } from 'node:child_process';
import { WrongUse } from '../wrong-use.ts';
import { type Build, createBuild } from '../build.ts';

/** Programs of another commit. */
export interface ForeignBuild extends Build {
  readonly programs: readonly string[];
}

/**
 * Bundles the programs of another commit.
 * @throws WrongUse when there are none to measure.
 */
export async function createForeignBuild(name: string, root: string): Promise<ForeignBuild> {
  try {
    const build = await createBuild(name, root);
    return { ...build, programs: programsOf(build) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WrongUse(`--compare must name a commit whose bench/subject.ts runs, that of ${name} does not: ${why}`);
  }
}

/** A build lists its programs when it is asked for one that no build has. */
function programsOf({ subjectFile }: Build): readonly string[] {
  const { stderr } = spawnSync(process.execPath, [subjectFile, '?'], { encoding: 'utf8' });
  const names = listedPrograms(stderr);
  if (names.length > 0) return names;
  throw new Error(`it does not list its programs: ${stderr.trim().slice(-400) || 'no output'}`);
}

/** The names in `RangeError: no such program: ?; there are a, b`, wherever that stands among what else was said. */
export function listedPrograms(stderr: string): string[] {
  const [, list = ''] = /^RangeError: no such program: .*; there are (.+)$/m.exec(stderr) ?? [];
  return list.split(',').flatMap((name) => name.trim() || []);
}
