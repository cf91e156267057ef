/** A real full disk: a tmpfs of a few megabytes. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StorageFailure } from '../../ports/journal.ts';
import { createBallast } from './ballast.ts';
import type { Database } from './database.ts';
import { SqliteProjectionWriter, openProjectionReader } from './projections/index.ts';
import { SqliteAuditLog } from './sqlite-audit-log.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { mountProblem, mountedFolder } from './testing/mounted-folder.ts';
import { opened } from './testing/opened.ts';
import { anEntry } from './testing/sample-entries.ts';
import { aNotice } from './testing/sample-rows.ts';
import { entriesOf } from '../../../test/support/at-once.ts';

const MIB = 1024 * 1024;

interface Bot {
  readonly database: Database;
  readonly journal: SqliteJournal;
  readonly writer: SqliteProjectionWriter;
}

function start(folder: string): Bot {
  const database = opened(join(folder, 'cab.db'));
  return { database, journal: new SqliteJournal(database), writer: new SqliteProjectionWriter(database) };
}

function record({ journal, writer }: Bot): void {
  const sequence = journal.head + 1;
  journal.append(anEntry(sequence));
  writer.noticeRaised(sequence, aNotice({ message: 'x'.repeat(500) }));
  writer.applied(sequence);
}

/** Takes what is left of the file system. */
function fillDisk(folder: string): string {
  const path = join(folder, 'filler');
  try {
    writeFileSync(path, Buffer.alloc(64 * MIB));
  } catch {
    // Full is what it should be; the part that did fit stays.
  }
  return path;
}

/** Records until the storage refuses; returns the head that was committed last. */
function recordUntilFull(bot: Bot): number {
  for (;;) {
    const committed = bot.journal.head;
    record(bot);
    try {
      bot.journal.flush();
    } catch (error) {
      expect(error).toBeInstanceOf(StorageFailure);
      expect((error as StorageFailure).code).toBe('full');
      return committed;
    }
  }
}

function expectAll(bot: Bot, head: number): void {
  expect(entriesOf(bot.journal).map(({ entry }) => entry.sequence)).toEqual(
    Array.from({ length: head }, (_, index) => index + 1),
  );
  expect(bot.database.connection.prepare('SELECT count(*) FROM notices').pluck().get()).toBe(head);
}

describe.skipIf(mountProblem !== undefined)(`a full disk${mountProblem ? ` (skipped: ${mountProblem})` : ''}`, () => {
  it('refuses commits, still reads, and goes on without a gap when there is space', async () => {
    const folder = mountedFolder('4m');
    const bot = start(folder);
    record(bot);
    bot.journal.flush();
    const filler = fillDisk(folder);
    const committed = recordUntilFull(bot);
    for (let more = 0; more < 50; more += 1) record(bot);
    expect(() => bot.journal.flush()).toThrow(/full/);
    const reader = openProjectionReader(join(folder, 'cab.db'));
    expect(reader.ok && (await reader.value.watermark())).toBe(committed);
    if (reader.ok) reader.value.close();
    rmSync(filler);
    bot.journal.flush();
    expect(bot.journal.head).toBe(committed + 51);
    expectAll(bot, committed + 51);
    expect(bot.database.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('loses nothing that was committed when the process ends while the disk is full', () => {
    const folder = mountedFolder('4m');
    const bot = start(folder);
    fillDisk(folder);
    const committed = recordUntilFull(bot);
    expect(() => bot.database.close()).toThrow(/full/);
    const again = start(folder);
    expectAll(again, committed);
    expect(again.writer.watermark).toBe(committed);
  });

  it('has the ballast for exits and their fills, and takes it back later', () => {
    const folder = mountedFolder('6m');
    const ballast = createBallast(join(folder, 'cab.db.ballast'), MIB);
    expect(ballast.isHeld).toBe(true);
    const bot = start(folder);
    const filler = fillDisk(folder);
    const committed = recordUntilFull(bot);
    ballast.release();
    bot.journal.flush();
    for (let more = 0; more < 20; more += 1) {
      record(bot);
      bot.journal.flush();
    }
    expectAll(bot, committed + 21);
    expect(ballast.restore()).toBe(false);
    rmSync(filler);
    expect(ballast.restore()).toBe(true);
  });

  it('reports a full disk at the first start', () => {
    const folder = mountedFolder('1m');
    fillDisk(folder);
    expect(() => start(folder)).toThrow(expect.objectContaining({ name: 'StorageFailure', code: 'full' }));
  });

  it('keeps audit entries, too, until there is space', async () => {
    const folder = mountedFolder('4m');
    const bot = start(folder);
    const audit = new SqliteAuditLog(bot.database);
    const filler = fillDisk(folder);
    recordUntilFull(bot);
    const stopped = audit.append('cli', 'stop', { reason: 'disk is full' }, 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(bot.database.failure?.code).toBe('full');
    expect(await audit.entries()).toEqual([]);
    rmSync(filler);
    await Promise.all([stopped, audit.append('cli', 'resume', {}, 2)]);
    expect((await audit.entries()).map((entry) => entry.action)).toEqual(['resume', 'stop']);
    expect(await audit.verify()).toEqual({ ok: true, value: 2 });
  });
});
