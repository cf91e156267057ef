/** Entries that the database did not take, kept in the emergency file and brought back. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../../test/support/at-once.ts';
import { MemoryJournal } from '../memory-journal.ts';
import { SqliteJournal } from '../sqlite-journal.ts';
import { mountProblem, mountedFolder } from '../testing/mounted-folder.ts';
import { opened } from '../testing/opened.ts';
import { anEntry } from '../testing/sample-entries.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { EMERGENCY_BYTES, EmergencyFile, type EmergencyRecord } from './emergency-file.ts';
import { EntryRefuge } from './entry-refuge.ts';
import { ballastBytes, requireSpace, spaceWarning } from './free-space.ts';

function aPath(): string {
  return join(temporaryFolder(), 'cab.db.emergency');
}

function aRecord(sequence: number, event = `{"äöü":"${'x'.repeat(sequence % 50)}"}`): EmergencyRecord {
  return { sequence, timeMs: sequence * 1000, event };
}

const few = [1, 2, 3].map((sequence) => aRecord(sequence));

describe('the emergency file', () => {
  it('has its full size from the start, and keeps what it takes for the next process', () => {
    const path = aPath();
    const file = new EmergencyFile(path);
    expect(statSync(path)).toMatchObject({ size: EMERGENCY_BYTES });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(file.records()).toEqual([]);
    file.append(few.slice(0, 2));
    file.append(few.slice(2));
    expect(new EmergencyFile(path).records()).toEqual(few);
    expect(statSync(path).size).toBe(EMERGENCY_BYTES);
  });

  it('goes on behind what another process has left, and forgets it when emptied', () => {
    const path = aPath();
    new EmergencyFile(path).append(few.slice(0, 2));
    const file = new EmergencyFile(path);
    file.append(few.slice(2));
    expect(file.records()).toEqual(few);
    file.clear();
    expect(file.records()).toEqual([]);
    file.append([aRecord(9)]);
    expect(new EmergencyFile(path).records()).toEqual([aRecord(9)]);
  });

  it.each([1, 20, 60, 61, 150])('takes a record that was cut off or changed at byte %s for the end', (at) => {
    const path = aPath();
    const file = new EmergencyFile(path);
    file.append(few);
    const bytes = readFileSync(path);
    bytes[4096 + at] = (bytes[4096 + at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const lengths = few.map((record) => Buffer.byteLength(JSON.stringify(record)) + 18);
    const whole = lengths.filter(
      (_, i) => lengths.slice(0, i + 1).reduce((sum, length) => sum + length, 0) <= at,
    ).length;
    expect(new EmergencyFile(path).records()).toEqual(few.slice(0, whole));
  });

  it('refuses what does not fit, and goes on with what does', () => {
    const file = new EmergencyFile(aPath());
    const large = 'x'.repeat(EMERGENCY_BYTES / 2);
    file.append([aRecord(1, large)]);
    expect(() => file.append([aRecord(2, large)])).toThrow(expect.objectContaining({ code: 'full' }));
    file.append([aRecord(2, 'small')]);
    expect(file.records().map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('leaves what somebody else has put in its place as it is', () => {
    const path = aPath();
    writeFileSync(path, 'my notes');
    expect(() => new EmergencyFile(path)).toThrow('it is a file of something else');
    expect(readFileSync(path, 'utf8')).toBe('my notes');
  });

  it.each([
    ['removed', (path: string) => rmSync(path)],
    [
      'replaced',
      (path: string) => {
        rmSync(path);
        writeFileSync(path, '');
      },
    ],
  ])('takes nothing once it was %s', (_what, lose) => {
    const path = aPath();
    const file = new EmergencyFile(path);
    lose(path);
    expect(() => file.append(few)).toThrow(expect.objectContaining({ code: 'removed' }));
  });

  it('makes one anew that was not finished', () => {
    const path = aPath();
    writeFileSync(path, 'crypto-ai-bot emergency');
    expect(new EmergencyFile(path).records()).toEqual([]);
    expect(statSync(path).size).toBe(EMERGENCY_BYTES);
  });
});

/** A journal with so many entries, and entries that wait in it. */
function aJournal(path: string, count: number): SqliteJournal {
  const journal = new SqliteJournal(opened(path));
  for (let sequence = journal.head + 1; sequence <= count; sequence += 1) {
    journal.append(anEntry(sequence));
    if (sequence % 2 === 0) journal.seal(sequence, { commandsHash: `hash ${sequence}`, facts: undefined });
  }
  return journal;
}

describe('entries in the refuge', () => {
  it('are brought back into the journal of the next process, answers included, once', () => {
    const folder = temporaryFolder();
    const file = new EmergencyFile(join(folder, 'e'));
    const lost = aJournal(join(folder, 'lost.db'), 5);
    lost.flush();
    const refuge = new EntryRefuge(lost, file);
    for (const last of [8, 10]) {
      for (let sequence = lost.head + 1; sequence <= last; sequence += 1) lost.append(anEntry(sequence));
      lost.seal(last, { commandsHash: `hash ${last}`, facts: undefined });
      expect(refuge.save()).toBe(last);
      expect(refuge.save()).toBe(last);
    }
    expect(file.records().map(({ sequence }) => sequence)).toEqual([6, 7, 8, 9, 10]);

    const next = aJournal(join(folder, 'next.db'), 5);
    expect(new EntryRefuge(next, file).fold()).toBe(5);
    expect(next.durable).toBe(10);
    expect(entriesOf(next)).toEqual(entriesOf(lost));
    expect(new EntryRefuge(next, file).fold()).toBe(0);
  });

  it('that the journal has already are left out, as after an end between the two', () => {
    const folder = temporaryFolder();
    const journal = aJournal(join(folder, 'cab.db'), 6);
    const file = new EmergencyFile(join(folder, 'e'));
    const refuge = new EntryRefuge(journal, file);
    refuge.save();
    journal.flush();
    expect(refuge.fold()).toBe(0);
    expect(file.records()).toEqual([]);
    expect(entriesOf(journal).length).toBe(6);
  });

  it.each([
    ['a backup', 3, 'it has entry 6, the journal ends with 3'],
    ['another run', 7, 'entry 7 differs'],
  ])('of another state, as of %s, are refused and kept', (_what, count, problem) => {
    const folder = temporaryFolder();
    const file = new EmergencyFile(join(folder, 'e'));
    const first = aJournal(join(folder, 'first.db'), 5);
    first.flush();
    first.append(anEntry(6));
    first.append({ ...anEntry(7), event: { type: 'timerFired', clockDriftMs: 5 } });
    new EntryRefuge(first, file).save();
    const other = aJournal(join(folder, 'other.db'), count);
    other.flush();
    expect(() => new EntryRefuge(other, file).fold()).toThrow(problem);
    expect(file.records().length).toBe(2);
    expect(other.head).toBe(count);
  });

  it('are emptied when the journal has everything', () => {
    const journal = new MemoryJournal();
    const file = new EmergencyFile(aPath());
    const refuge = new EntryRefuge(journal, file);
    journal.append(anEntry(1));
    refuge.save();
    refuge.clear();
    expect(file.records()).toEqual([]);
  });
});

describe.skipIf(mountProblem !== undefined)(`a small disk${mountProblem ? ` (skipped: ${mountProblem})` : ''}`, () => {
  it.each([
    ['600k', false],
    ['1m', false],
    ['3m', true],
    ['16m', true],
    ['48m', true],
  ])('of %s: enough for what protects positions is %s', (size, isEnough) => {
    const path = join(mountedFolder(size), 'cab.db');
    const emergencyPath = `${path}.emergency`;
    const ask = (): void => requireSpace(path, emergencyPath);
    if (!isEnough) {
      expect(ask).toThrow(/\d+ kB are free, at least 2048 kB are needed/);
      return;
    }
    ask();
    expect(spaceWarning(path)).toMatch(/\d+ kB are free .*less than 65536 kB/);
    expect(new EmergencyFile(emergencyPath).records()).toEqual([]);
    // At most a quarter of what is left.
    expect(4 * ballastBytes(`${path}.ballast`)).toBeLessThanOrEqual(Number.parseInt(size, 10) * 1024 * 1024);
  });

  it('is left as it was by an emergency file that does not fit', () => {
    const path = join(mountedFolder('600k'), 'e');
    expect(() => new EmergencyFile(path)).toThrow(expect.objectContaining({ code: 'full' }));
    expect(existsSync(path)).toBe(false);
  });
});
