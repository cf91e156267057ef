/** Runs whose old entries are in files: they are told, explained and recovered as if they were not. */
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SqliteJournal, openDatabase } from '../../src/adapters/storage/index.ts';
import type { Logger, RecordedEntry } from '../../src/ports/index.ts';
import { replayRecord } from '../../src/operations/index.ts';
import { type PaperRun, composePaper } from '../../src/main/paper/compose-paper.ts';
import { startServer } from '../../src/main/paper/process/server.ts';
import type { Settings } from '../../src/main/settings/index.ts';
import { paperSettings, startPaper, temporaryFolder, writeCandles } from '../../src/main/paper/testing/paper-bench.ts';
import { recordsService } from '../../src/main/services/records.ts';
import { createReplayEngines } from '../../src/main/parts/run/replay-engine.ts';

const MINUTE = 60_000;
const PART = 1500;
const PARTS = 4;
const ARCHIVING = {
  RISK_PROFILE: 'open',
  PORT: '0',
  JOURNAL_KEEP_DAYS: '0.01',
  JOURNAL_KEEP_ENTRIES: '1000',
  ARCHIVE_FILE_ENTRIES: '1000',
};

type Overrides = Readonly<Record<string, string>>;

/** A file that grows is played by one process after the other; each ends with a checkpoint. */
async function played(folder: string, overrides: Overrides, parts = PARTS, changes: readonly Overrides[] = []) {
  for (let part = 1; part <= parts; part += 1) {
    writeCandles(folder, part * PART);
    const paper = await startPaper(paperSettings(folder, { ...overrides, ...changes[part - 1] }));
    await paper.loop.run();
    await paper.archive.settled();
    paper.makeCheckpoint();
    paper.close();
  }
}

function entriesOf(folder: string): RecordedEntry[] {
  const opened = openDatabase(join(folder, 'bot.db'), { readonly: true });
  if (!opened.ok) throw opened.error;
  const entries = [...new SqliteJournal(opened.value).pages(1)].flat();
  opened.value.close();
  return entries;
}

/** Where they lie is no part of what they say. */
function told(entries: readonly RecordedEntry[]): unknown[] {
  return entries.map(({ entry, ...answer }) => {
    const { event } = entry;
    const { archivedSequence: _, configHash: __, ...rest } = { archivedSequence: 0, configHash: '', ...event };
    return { entry: { ...entry, event: rest }, answer };
  });
}

/** What was archived meanwhile is there already. */
function putBack(folder: string): void {
  const [from, to] = [join(folder, 'elsewhere'), join(folder, 'archive')];
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) renameSync(join(from, name), join(to, name));
}

async function explained(paper: PaperRun, at: number): Promise<unknown> {
  return await paper.bot.explain(0, openTimeOf(paper, at));
}

/** By how many candles the file of all parts had before it. */
function openTimeOf({ run }: PaperRun, at: number): number {
  const [market] = run.engine.view.markets;
  return (market?.lastOpenTimeMs ?? 0) - (PARTS * PART - 1 - at) * MINUTE;
}

/** What the API answers instead of an explanation. */
async function askedFor(paper: PaperRun, settings: Settings, at: number) {
  const server = await startServer({ paper, settings, logger: SILENT, flags: {} });
  if (!server.ok) throw new Error(server.error.problems.join('; '));
  try {
    const asked = `lane=0&candleOpenTimeMs=${openTimeOf(paper, at)}`;
    const answer = await fetch(`${server.value.url}/api/v1/decisions/explain?${asked}`);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    return { status: answer.status, code: error.code, message: error.message };
  } finally {
    await server.value.close();
  }
}

const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => SILENT,
};

async function replayed(folder: string) {
  return await recordsService.read(join(folder, 'bot.db'), (records) =>
    replayRecord({ records, createEngines: createReplayEngines }),
  );
}

const STRATEGIES = [
  ['a strategy that is saved', { STRATEGY: 'ema-cross', STRATEGY_PARAMS: 'fast=5,slow=20' }],
  ['the default strategy', { STRATEGY: 'signal-fusion', STRATEGY_PARAMS: '' }],
] as const;

describe.each(STRATEGIES)('a run with archives, of %s', (_what, strategy) => {
  it('is the run that it would be without them', async () => {
    const [plain, archived] = [temporaryFolder(), temporaryFolder()];
    await played(plain, { ...strategy, ...ARCHIVING, JOURNAL_KEEP_DAYS: '0' });
    await played(archived, { ...strategy, ...ARCHIVING });
    const files = readdirSync(join(archived, 'archive'));
    expect(files.length).toBeGreaterThanOrEqual(2);
    expect(told(entriesOf(archived))).toEqual(told(entriesOf(plain)));
    expect(await replayed(archived)).toMatchObject({ ok: true, value: { isEqual: true, firstSequence: 1 } });
    const [one, other] = [
      await startPaper(paperSettings(plain, { ...strategy, ...ARCHIVING, JOURNAL_KEEP_DAYS: '0' })),
      await startPaper(paperSettings(archived, { ...strategy, ...ARCHIVING })),
    ];
    for (const at of [40, 700, PART + 3, PARTS * PART - 2]) {
      expect(await explained(other, at)).toEqual(await explained(one, at));
    }
    expect(other.notices).toEqual([]);
  });
});

describe('a run whose archives are gone', () => {
  it('starts and trades on, says so, and names the file to whoever asks for what is in it', async () => {
    const folder = temporaryFolder();
    await played(folder, ARCHIVING);
    renameSync(join(folder, 'archive'), join(folder, 'elsewhere'));
    writeCandles(folder, PARTS * PART + 200);
    const paper = await startPaper(paperSettings(folder, ARCHIVING));
    expect(paper.notices.map(({ code, level, message }) => `${level} ${code} ${message}`)).toEqual([
      expect.stringMatching(
        /^warning archiveMissing .*archive\/bot\.db-.*000000000001-.* is missing: put it back there/,
      ),
    ]);
    const before = paper.run.writer.sequence;
    await paper.loop.run();
    await paper.archive.settled();
    expect(paper.run.writer.sequence).toBeGreaterThan(before + 199);
    const missing = {
      code: 'archive',
      message: expect.stringMatching(/archive\/bot\.db-.* is missing: put it back there/),
    };
    expect(await explained(paper, 40)).toMatchObject({ ok: false, error: missing });
    expect(await explained(paper, PARTS * PART - 2)).toMatchObject({ ok: true });
    expect(await askedFor(paper, paperSettings(folder, ARCHIVING), 40)).toEqual({
      status: 503,
      code: 'archiveUnavailable',
      message: expect.stringMatching(/archive\/bot\.db-.* is missing: put it back there/),
    });
    paper.close();
    const failed = await replayed(folder);
    expect(!failed.ok && JSON.stringify(failed.error)).toMatch(/archive\/bot\.db-.* is missing: put it back there/);
    putBack(folder);
    expect(await replayed(folder)).toMatchObject({ ok: true, value: { isEqual: true } });
  });
});

describe('a run that goes on with another strategy than its checkpoints know', () => {
  const OTHER = { STRATEGY_PARAMS: 'fast=7,slow=33' };

  it('learns from what is in the database, needs no archive, and is replayed as it went on', async () => {
    const folder = temporaryFolder();
    await played(folder, ARCHIVING);
    renameSync(join(folder, 'archive'), join(folder, 'elsewhere'));
    writeCandles(folder, (PARTS + 1) * PART);
    const settings = paperSettings(folder, { ...ARCHIVING, ...OTHER, MAX_POSITIONS: '2' });
    const paper = await composePaper({ settings, onNotice: () => undefined });
    if (!paper.ok) throw new Error(paper.error.join('\n'));
    await paper.value.loop.run();
    await paper.value.archive.settled();
    paper.value.close();
    putBack(folder);
    const resumed = entriesOf(folder).flatMap(({ entry: { event } }) => (event.type === 'runResumed' ? [event] : []));
    expect(resumed).toHaveLength(PARTS);
    expect(resumed.at(-1)?.archivedSequence).toBeGreaterThan(1000);
    expect(await replayed(folder)).toMatchObject({ ok: true, value: { isEqual: true } });
  });
});
