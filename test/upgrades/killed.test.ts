/** An upgrade that is killed after any commit goes on from what is on the disk, under either version. */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/adapters/storage/index.ts';
import { migrate } from '../../src/adapters/storage/migrate.ts';
import { MIGRATIONS } from '../../src/adapters/storage/migrations/index.ts';
import { type PaperRun, composePaperOn } from '../../src/main/paper/compose-paper.ts';
import { FORMATS_MADE, HELD, openFormat } from './format-bench.ts';
import {
  type Texts,
  UNDER_WAY,
  UPGRADES,
  aRunToTakeOver,
  expectGuarded,
  expectSameHeld,
  letPricesFall,
} from './killed-upgrade.ts';
import { type Bench, damageOf, positionsOf, replayOf, settingsOf, start } from './upgrade-bench.ts';

/** All points of all upgrades take minutes: by default every other one is tried. */
const STEP = process.env['CAB_UPGRADE_POINTS'] === 'all' ? 1 : 2;
/** What a database is made of, beside its file. */
const PARTS = ['', '-wal', '.head', '.emergency'];

/** Keeps what is on the disk after each commit. */
class Disk {
  readonly folders: string[] = [];
  readonly #bench: Bench;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  open(): Database {
    const path = join(this.#bench.folder, 'bot.db');
    const opened = openDatabase(path);
    if (!opened.ok) throw opened.error;
    const database = opened.value;
    const transact = database.transact.bind(database);
    database.transact = (work) => {
      transact(work);
      this.#keep(path);
    };
    this.#keep(path);
    return database;
  }

  #keep(path: string): void {
    const folder = join(this.#bench.folder, 'killed', String(this.folders.length));
    mkdirSync(folder, { recursive: true });
    for (const part of PARTS) if (existsSync(path + part)) cpSync(path + part, join(folder, `bot.db${part}`));
    this.folders.push(folder);
  }
}

/** Starts on a database whose commits are kept, and plays what there is. */
async function startOn(disk: Disk, bench: Bench, changed: Texts): Promise<PaperRun> {
  const paper = await composePaperOn(disk.open(), { settings: settingsOf(bench, changed), onNotice: () => undefined });
  if (!paper.ok) throw new Error(paper.error.join('\n'));
  return paper.value;
}

let [points, turn] = [0, 0];

describe.each(UPGRADES)('$name', ({ changed: changedOf }) => {
  it.each(UNDER_WAY)('with $what', { timeout: 600_000 }, async (underWay) => {
    const bench = await aRunToTakeOver(underWay);
    const changed = changedOf(bench.folder);
    // Whoever takes over lives for three minutes of the market, and stops.
    const disk = new Disk(bench);
    const paper = await startOn(disk, bench, changed);
    await paper.loop.run();
    paper.makeCheckpoint();
    paper.close();
    letPricesFall(bench);
    for (const folder of disk.folders) {
      turn += 1;
      if (turn % STEP !== 0) continue;
      const left = { folder: bench.folder, settings: { ...bench.settings, DATA_DIR: folder } };
      const [one, other] = Math.floor(turn / STEP) % 2 === 0 ? [changed, {}] : [{}, changed];
      // Each of them is killed as soon as it has begun, but for the last.
      for (const next of [one, other]) {
        points += 1;
        await expectSameHeld(left, next);
      }
      points += 1;
      await expectGuarded(left, one);
    }
    const { mismatches } = await replayOf(paper.database.path);
    expect(mismatches).toEqual([]);
    process.stdout.write(`${disk.folders.length} commits; ${points} starts after a kill so far\n`);
  });
});

describe('a migration', () => {
  it.each(FORMATS_MADE)('of format %s that is killed after any step is gone on with', async (format) => {
    for (let version = Number(format); version <= MIGRATIONS.length; version += 1) {
      const bench = openFormat(format);
      const path = join(bench.folder, 'bot.db');
      const connection = new Sqlite(path);
      migrate(connection, path, MIGRATIONS.slice(0, version));
      connection.close();
      const paper = await start(bench);
      expect(positionsOf(paper.run.engine.view)).toEqual([HELD]);
      paper.close();
      expect(damageOf(path)).toEqual([]);
    }
  });

  it('is refused by a version that does not know it, which says so', () => {
    const { folder } = openFormat('010');
    const path = join(folder, 'bot.db');
    const connection = new Sqlite(path);
    connection.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    connection.close();
    const opened = openDatabase(path);
    expect(!opened.ok && opened.error).toMatchObject({ code: 'newer' });
    const known = MIGRATIONS.length;
    expect(!opened.ok && opened.error.message).toContain(
      `schema version ${known + 1}, this program knows up to ${known})`,
    );
  });
});
