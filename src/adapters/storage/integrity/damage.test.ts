import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { StorageFailureCode } from '../../../ports/journal.ts';
import { openDatabase } from '../open-database.ts';
import { SqliteProjectionWriter } from '../projections/index.ts';
import { SqliteAuditLog } from '../sqlite-audit-log.ts';
import { SqliteJournal } from '../sqlite-journal.ts';
import { MetaTable } from '../meta-table.ts';
import { anEntry } from '../testing/sample-entries.ts';
import { aFill } from '../testing/sample-rows.ts';
import { openFailure, opened } from '../testing/opened.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { acceptDatabase, examineDatabase } from './examine.ts';
import { headsOf } from './heads.ts';

/** A run of `entries` entries, two to a commit, with a fill each and an audit entry, as a kill -9 leaves it. */
async function aRun(entries = 40, path = join(temporaryFolder(), 'run', 'cab.db')): Promise<string> {
  const live = join(temporaryFolder(), 'cab.db');
  const database = opened(live);
  const journal = new SqliteJournal(database);
  const writer = new SqliteProjectionWriter(database);
  const audit = new SqliteAuditLog(database);
  new MetaTable(database).set('run', '{"firstSequence":1}');
  for (let sequence = 1; sequence <= entries; sequence += 1) {
    journal.append(anEntry(sequence));
    const facts = sequence % 3 === 0 ? `{"lanes":${JSON.stringify(Array(100).fill(sequence))}}` : undefined;
    journal.seal(sequence, { commandsHash: `answer ${sequence}`, facts });
    writer.fillBooked(sequence, aFill(`trade ${sequence}`));
    writer.applied(sequence);
    if (sequence % 10 === 0) void audit.append('api', 'setTradingState', { state: 'reducing' }, sequence);
    if (sequence === entries / 2) database.connection.pragma('wal_checkpoint(TRUNCATE)');
    if (sequence % 2 === 0) journal.flush();
  }
  mkdirSync(dirname(path), { recursive: true });
  copyRun(live, path);
  return path;
}

const SUFFIXES = ['', '-wal', '.head'];

function copyRun(from: string, to: string): void {
  for (const suffix of SUFFIXES) if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
}

function edit(path: string, sql: string): void {
  const raw = new Sqlite(path);
  raw.exec(sql);
  raw.close();
}

function whole(path: string): readonly string[] {
  const steps = examineDatabase(path, headsOf(path), { includesPages: true, archives: 'entries' });
  for (;;) {
    const step = steps.next();
    if (step.done !== true) continue;
    if (!step.value.ok) return [step.value.error.message];
    return step.value.value.damage.map(({ message }) => message);
  }
}

describe('a database as a kill -9 leaves it', () => {
  it('opens and is whole', async () => {
    const path = await aRun();
    expect(whole(path)).toEqual([]);
    expect(new SqliteJournal(opened(path)).head).toBe(40);
  });

  it('opens when the process died between a commit and its head', async () => {
    const path = await aRun();
    const earlier = await aRun(40);
    copyFileSync(`${path}.head`, `${earlier}.head`);
    const database = opened(path);
    const before = readFileSync(`${path}.head`);
    new MetaTable(database).set('run', '{"firstSequence":2}');
    copyRun(path, `${path}-killed`);
    writeFileSync(`${path}-killed.head`, before);
    expect(openDatabase(`${path}-killed`).ok).toBe(true);
  });
});

it('a first start is no second one when it died before it had written its head', async () => {
  const path = join(temporaryFolder(), 'cab.db');
  writeFileSync(`${path}.head`, '');
  expect(openDatabase(path).ok).toBe(true);
});

type Damage = readonly [
  what: string,
  code: StorageFailureCode,
  named: RegExp,
  damage: (path: string) => void | Promise<void>,
];

const DAMAGES: readonly Damage[] = [
  [
    'a digit in an entry',
    'corrupt',
    /journal entries 9 to 10/,
    (path) => edit(path, `UPDATE journal SET payload = replace(payload, '.', '1') WHERE sequence = 10`),
  ],
  [
    'the time of an entry',
    'corrupt',
    /journal entries 9 to 10/,
    (path) => edit(path, 'UPDATE journal SET time_ms = time_ms + 1 WHERE sequence = 9'),
  ],
  [
    'the answer to the last entry',
    'corrupt',
    /journal entry 40, the last/,
    (path) => edit(path, `UPDATE journal SET answer = 'x' WHERE sequence = 40`),
  ],
  [
    'a byte of an answer with facts',
    'corrupt',
    /journal entries 9 to 10/,
    (path) => edit(path, `UPDATE journal SET answer = substr(answer, 1, 3) || x'00' WHERE sequence = 9`),
  ],
  [
    'two entries swapped',
    'corrupt',
    /journal entry 3:/,
    (path) =>
      edit(
        path,
        `UPDATE journal SET sequence = -1 WHERE sequence = 3; UPDATE journal SET sequence = 3 WHERE sequence = 4;
      UPDATE journal SET sequence = 4 WHERE sequence = -1`,
      ),
  ],
  [
    'an entry deleted',
    'corrupt',
    /journal entry 7 is missing/,
    (path) => edit(path, 'DELETE FROM journal WHERE sequence = 7'),
  ],
  [
    'the last entries deleted',
    'corrupt',
    /ends with entry 30, it ended with 40/,
    (path) => edit(path, 'DELETE FROM journal WHERE sequence > 30'),
  ],
  [
    'money in a row of a table',
    'corrupt',
    /table fills: at least one of its 40 rows/,
    (path) => edit(path, `UPDATE fills SET price = '1' WHERE trade_id = 'trade 3'`),
  ],
  [
    'a row of a table deleted',
    'corrupt',
    /table fills has 39 rows, 40 were written/,
    (path) => edit(path, `DELETE FROM fills WHERE trade_id = 'trade 3'`),
  ],
  [
    'an audit entry',
    'corrupt',
    /audit entry 2 does not match/,
    (path) => edit(path, `UPDATE audit SET actor = 'nobody' WHERE sequence = 2`),
  ],
  [
    'the last audit entry deleted',
    'corrupt',
    /audit log ends with entry 3, it ended with 4/,
    (path) => edit(path, 'DELETE FROM audit WHERE sequence = 4'),
  ],
  [
    'what is known of the run deleted',
    'corrupt',
    /table meta has 2 rows, 3 were written/,
    (path) => edit(path, `DELETE FROM meta WHERE key = 'run'`),
  ],
  ['all of meta deleted', 'corrupt', /seal is missing/, (path) => edit(path, 'DELETE FROM meta')],
  [
    'a setting slipped in',
    'corrupt',
    /table setting_overrides has 1 rows, 0 were written/,
    (path) => edit(path, `INSERT INTO setting_overrides VALUES ('RISK_PROFILE', 'open', 'api', 1)`),
  ],
  ['an index dropped', 'corrupt', /index fills_by_time is missing/, (path) => edit(path, 'DROP INDEX fills_by_time')],
  ['the schema version set back', 'corrupt', /schema version 0/, (path) => edit(path, 'PRAGMA user_version = 0')],
  [
    'the schema version set back by one',
    'corrupt',
    /schema version 10, and its seal 11/,
    (path) => edit(path, 'PRAGMA user_version = 10'),
  ],
  ['the log deleted', 'mismatch', /ends with journal entry 18 .* has seen entry 40/, (path) => rmSync(`${path}-wal`)],
  [
    'the log cut',
    'mismatch',
    /has seen entry 40/,
    (path) => truncateSync(`${path}-wal`, statSync(`${path}-wal`).size - 4000),
  ],
  [
    'a bit flipped in the log',
    'mismatch',
    /has seen entry 40/,
    (path) => {
      const log = readFileSync(`${path}-wal`);
      log[log.length - 2000] = (log[log.length - 2000] as number) ^ 4;
      writeFileSync(`${path}-wal`, log);
    },
  ],
  [
    'an older copy put in its place',
    'mismatch',
    /older copy/,
    async (path) => {
      const copy = `${path}-older`;
      copyRun(path, copy);
      const database = opened(path);
      new MetaTable(database).set('run', '{"firstSequence":9}');
      database.close();
      for (const suffix of ['', '-wal']) copyFileSync(copy + suffix, path + suffix);
    },
  ],
  [
    'another database moved over it',
    'mismatch',
    /of another database/,
    async (path) => {
      const other = await aRun(20);
      for (const suffix of ['', '-wal']) renameSync(other + suffix, path + suffix);
    },
  ],
  [
    'a copy that went on differently',
    'mismatch',
    /went on differently/,
    (path) => {
      copyRun(path, `${path}-twin`);
      for (const [name, value] of [
        [path, 'a'],
        [`${path}-twin`, 'b'],
      ] as const) {
        const database = opened(name);
        new MetaTable(database).set('run', value);
        database.close();
      }
      copyFileSync(`${path}-twin.head`, `${path}.head`);
    },
  ],
  [
    'its head damaged',
    'mismatch',
    /head, .*cab.db.head, is damaged/,
    (path) => {
      const head = readFileSync(`${path}.head`);
      head[20] = (head[20] as number) ^ 1;
      writeFileSync(`${path}.head`, head);
    },
  ],
  ['its head emptied', 'mismatch', /head, .*cab.db.head, is missing/, (path) => writeFileSync(`${path}.head`, '')],
  ['its head deleted', 'mismatch', /head, .*cab.db.head, is missing/, (path) => rmSync(`${path}.head`)],
  [
    'the database deleted, its head left',
    'mismatch',
    /no database any more/,
    (path) => {
      rmSync(path);
      rmSync(`${path}-wal`);
    },
  ],
];

describe('damage', () => {
  it.each(DAMAGES)(
    'of %s is named at the start and by an examination, and left as it is',
    async (_what, code, named, damage) => {
      const path = await aRun();
      await damage(path);
      const failure = openFailure(path);
      expect(failure.message).toMatch(named);
      expect(failure.code).toBe(code);
      expect(failure.message).toContain(code === 'mismatch' ? '--accept' : 'your latest backup');
      expect(whole(path).join('\n')).toMatch(named);
      expect(openFailure(path).message).toMatch(named);
    },
  );

  it('that took the whole folder is seen from the head that is kept away from it', async () => {
    const [folder, away] = [temporaryFolder(), temporaryFolder()];
    const path = join(folder, 'data', 'cab.db');
    const heads = headsOf(path, join(away, 'state'));
    const begun = openDatabase(path, { heads });
    if (!begun.ok) throw begun.error;
    const journal = new SqliteJournal(begun.value);
    journal.append(anEntry(1));
    begun.value.close();
    rmSync(join(folder, 'data'), { recursive: true });
    const again = openDatabase(path, { heads });
    expect(!again.ok && again.error.message).toMatch(/no database any more where a run was.*has seen journal entry 1/);
    expect(existsSync(join(folder, 'data'))).toBe(false);
    expect(await acceptDatabase(path, heads, { reason: 'test', timeMs: 1 })).toEqual({ ok: true, value: 'forgotten' });
    const fresh = openDatabase(path, { heads });
    expect(fresh.ok).toBe(true);
    if (fresh.ok) fresh.value.close();
  });
});

describe('accepting', () => {
  it.each(DAMAGES.filter(([what]) => !/audit|index|schema|head left|an entry deleted/.test(what)))(
    '%s seals what is there, on record in the audit log',
    async (_what, _code, _named, damage) => {
      const path = await aRun();
      await damage(path);
      expect(await acceptDatabase(path, headsOf(path), { reason: 'why', timeMs: 5 })).toEqual({
        ok: true,
        value: 'sealed',
      });
      expect(whole(path)).toEqual([]);
      const [latest] = await new SqliteAuditLog(opened(path)).entries();
      expect(latest).toMatchObject({ actor: 'cli', action: 'integrityAccepted', detail: { reason: 'why' } });
    },
  );

  it.each([
    ['an audit log whose chain is broken', `UPDATE audit SET actor = 'nobody' WHERE sequence = 2`, /audit entry 2/],
    ['a journal with a gap', 'DELETE FROM journal WHERE sequence = 7', /journal entry 7 is missing/],
  ])('does not take %s', async (_what, sql, named) => {
    const path = await aRun();
    edit(path, sql);
    const accepted = await acceptDatabase(path, headsOf(path), { reason: 'why', timeMs: 5 });
    expect(!accepted.ok && accepted.error.message).toMatch(named);
  });
});

describe('a database of the schema before', () => {
  it('is sealed with what it holds at its first start, and guarded from then on', async () => {
    const path = await aRun();
    edit(
      path,
      `ALTER TABLE journal RENAME COLUMN answer TO commands_hash; ALTER TABLE journal DROP COLUMN link; DROP TABLE journal_archive; DELETE FROM meta WHERE key = 'integrity'; PRAGMA user_version = 7`,
    );
    rmSync(`${path}.head`);
    const database = opened(path);
    expect(new SqliteJournal(database).head).toBe(40);
    expect(database.integrity?.seal.journal.sequence).toBe(40);
    database.close();
    expect(whole(path)).toEqual([]);
    edit(path, 'UPDATE journal SET time_ms = time_ms + 1 WHERE sequence = 20');
    expect(openFailure(path).message).toMatch(/journal entries 1 to 40/);
  });

  it('is refused in the place of one that was sealed', async () => {
    const path = await aRun();
    edit(
      path,
      `ALTER TABLE journal RENAME COLUMN answer TO commands_hash; ALTER TABLE journal DROP COLUMN link; DROP TABLE journal_archive; DELETE FROM meta WHERE key = 'integrity'; PRAGMA user_version = 7`,
    );
    expect(openFailure(path).message).toMatch(/never been sealed.*older copy/);
  });
});
