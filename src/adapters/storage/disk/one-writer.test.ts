/** One file, reached in every way there is on one machine: a second writer stays out, and the file is whole after that. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { entriesOf } from '../../../../test/support/at-once.ts';
import { openDatabase } from '../open-database.ts';
import { SqliteJournal } from '../sqlite-journal.ts';
import { type Child, startProgram } from '../testing/child.ts';
import { mountProblem } from '../testing/mounted-folder.ts';
import { openFailure, opened } from '../testing/opened.ts';
import { anEntry } from '../testing/sample-entries.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const HOLDER = fileURLToPath(new URL('../testing/hold-database.ts', import.meta.url));
const LAST = 3;

/** A database with entries, closed. */
function aDatabase(): string {
  const path = join(temporaryFolder(), 'cab.db');
  const database = opened(path);
  const journal = new SqliteJournal(database);
  for (let sequence = 1; sequence <= LAST; sequence += 1) journal.append(anEntry(sequence));
  database.close();
  return path;
}

/** A process that holds it, or says why it cannot; `within` is what stands before its command line. */
function hold(path: string, within: readonly string[] = [], environment?: NodeJS.ProcessEnv): Child {
  return startProgram([...within, process.execPath, HOLDER, path], environment);
}

/** Where the second one finds the file, and what has to be set up for it in a mount namespace of its own. */
interface View {
  readonly path: string;
  readonly within?: readonly string[];
}

const inNamespace = (script: string, ...flags: string[]): string[] => [
  'unshare',
  '--mount',
  ...flags,
  'sh',
  '-c',
  `${script}; exec "$@"`,
  'sh',
];

const WAYS: readonly (readonly [name: string, needsMount: boolean, view: (path: string) => View])[] = [
  ['its own name', false, (path) => ({ path })],
  [
    'its own name, the lock file deleted',
    false,
    (path) => {
      rmSync(`${path}.lock`);
      return { path };
    },
  ],
  [
    'a link to its folder',
    false,
    (path) => {
      const link = join(path, '..', 'again');
      symlinkSync(join(path, '..'), link);
      return { path: join(link, 'cab.db') };
    },
  ],
  [
    'a hard link',
    false,
    (path) => {
      linkSync(path, `${path}.second`);
      return { path: `${path}.second` };
    },
  ],
  [
    'a hard link in another folder',
    false,
    (path) => {
      const folder = join(path, '..', 'elsewhere');
      mkdirSync(folder);
      linkSync(path, join(folder, 'cab.db'));
      return { path: join(folder, 'cab.db') };
    },
  ],
  [
    'its folder in another container',
    true,
    (path) => {
      const folder = join(path, '..', 'inside');
      mkdirSync(folder);
      const within = inNamespace(
        `mount --bind "${join(path, '..')}" "${folder}"`,
        '--pid',
        '--uts',
        '--fork',
        '--kill-child',
      );
      return { path: join(folder, 'cab.db'), within };
    },
  ],
  [
    'its folder in another container, the lock file deleted',
    true,
    (path) => {
      const folder = join(path, '..', 'inside');
      mkdirSync(folder);
      rmSync(`${path}.lock`);
      return { path: join(folder, 'cab.db'), within: inNamespace(`mount --bind "${join(path, '..')}" "${folder}"`) };
    },
  ],
  [
    'the file alone in another container',
    true,
    (path) => {
      const folder = join(path, '..', 'inside');
      mkdirSync(folder);
      writeFileSync(join(folder, 'cab.db'), '');
      const script = `hostname elsewhere; mount --bind "${path}" "${join(folder, 'cab.db')}"`;
      return { path: join(folder, 'cab.db'), within: inNamespace(script, '--pid', '--uts', '--fork', '--kill-child') };
    },
  ],
];

describe.each(WAYS)('a second writer by %s', (_name, needsMount, view) => {
  it.skipIf(needsMount && mountProblem !== undefined)(
    `stays out while the first one runs, also when that stands still${mountProblem ? ` (skipped: ${mountProblem})` : ''}`,
    async () => {
      const path = aDatabase();
      const first = hold(path);
      expect(await first.nextLine()).toBe('open');
      const second = view(path);
      expect(await hold(second.path, second.within).nextLine()).toContain('another running bot writes to it');
      process.kill(first.pid, 'SIGSTOP');
      expect(await hold(second.path, second.within).nextLine()).toContain('another running bot writes to it');
      await first.kill();
      // By another name it would have laid a log of its own there.
      const isOther = !existsSync(second.path) || realpathSync(second.path) !== path;
      if (isOther)
        expect(
          readdirSync(join(second.path, '..')).filter((name) => name.startsWith(`${basename(second.path)}-`)),
        ).toEqual([]);
      const database = opened(path);
      expect(entriesOf(new SqliteJournal(database)).length).toBe(LAST);
      expect(database.connection.pragma('integrity_check', { simple: true })).toBe('ok');
    },
  );
});

describe('a file with two names', () => {
  it('is taken by either after the other was closed, and not after a crash of the other', async () => {
    const path = aDatabase();
    const second = `${path}.second`;
    linkSync(path, second);
    opened(path).close();
    // There is no head by the other name: a person says once that it is the same database.
    expect(openFailure(second).message).toContain('--accept');
    opened(second, { accepts: true }).close();
    const crashed = hold(path);
    expect(await crashed.nextLine()).toBe('open');
    await crashed.kill();
    const failure = openFailure(second);
    expect(failure.code).toBe('secondName');
    expect(failure.message).toContain(`was last written as ${path} on `);
    opened(path).close();
    opened(second).close();
  });

  it('is refused where the file itself cannot be locked; one with a single name is not', async () => {
    const path = aDatabase();
    const environment = { PATH: '/nonexistent' };
    const alone = hold(path, [], environment);
    expect(await alone.nextLine()).toBe('open');
    await alone.kill();
    linkSync(path, `${path}.second`);
    expect(await hold(path, [], environment).nextLine()).toMatch(/2 names \(hard links\).*no program "flock"/);
  });

  it('is not opened twice by one process either, and whoever reads it there goes on reading', () => {
    const path = aDatabase();
    const first = opened(path);
    linkSync(path, `${path}.second`);
    expect(openFailure(`${path}.second`).code).toBe('locked');
    new SqliteJournal(first).append(anEntry(LAST + 1));
    first.commit();
    const reader = opened(path, { readonly: true });
    first.close();
    // The reader still has the file open, so its descriptor is; what counts is that the lock is given back.
    const again = openDatabase(path);
    expect(again.ok).toBe(true);
    if (again.ok) again.value.close();
    expect(entriesOf(new SqliteJournal(reader)).length).toBe(LAST + 1);
  });
});

describe.skipIf(mountProblem !== undefined)(
  `a file that is a mount point${mountProblem ? ` (skipped: ${mountProblem})` : ''}`,
  () => {
    it('is taken under the lock, and refused without one', async () => {
      const path = aDatabase();
      expect(spawnSync('mount', ['--bind', path, path]).status).toBe(0);
      onTestFinished(() => void spawnSync('umount', ['-l', path]));
      opened(path).close();
      const answer = await hold(path, [], { PATH: '/nonexistent' }).nextLine();
      expect(answer).toMatch(/it is itself a mount point.*no program "flock"/);
    });
  },
);
