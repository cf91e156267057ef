import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SqliteAuditLog, SqliteJournal } from '../../adapters/storage/index.ts';
import type { EngineObserver } from '../../core/engine/index.ts';
import type { EngineEvent } from '../../domain/index.ts';
import type { PaperRun } from './compose-paper.ts';
import { paperSettings, startPaper, temporaryFolder, writeCandles } from './testing/paper-bench.ts';

/** A fault of ours: whoever hears of the first decision past this candle of the lane throws, whenever it is told. */
const FROM_INDEX = 60;

function aFault(): EngineObserver {
  let brokenMs: number | undefined;
  return {
    decisionMade: ({ context, candleOpenTimeMs }) => {
      if (brokenMs === undefined && context.index >= FROM_INDEX) brokenMs = candleOpenTimeMs;
      if (candleOpenTimeMs === brokenMs) throw new RangeError('the books are wrong');
    },
  };
}

function entriesIn({ database }: PaperRun): readonly EngineEvent[] {
  return [...new SqliteJournal(database).pages(1)].flat().map(({ entry }) => entry.event);
}

it('an entry that breaks the engine is no part of what is written, is noted, and is set aside at the third start', async () => {
  const folder = temporaryFolder();
  writeCandles(folder, 200);
  const settings = paperSettings(folder);
  const note = join(folder, 'bot.db.broken');
  const fault = aFault();
  for (const count of [1, 2]) {
    const paper = await startPaper(settings, fault);
    await expect(paper.loop.run()).rejects.toThrow('the books are wrong');
    // What somebody did is to go on record before the process is gone: that would take the journal along.
    void new SqliteAuditLog(paper.database).append('ann', 'halted', {}, 1);
    await new Promise((resolve) => setImmediate(resolve));
    paper.close();
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({ count, cause: 'the books are wrong' });
  }
  const paper = await startPaper(settings, fault);
  expect(await paper.loop.run()).toBe('ended');
  const entries = entriesIn(paper);
  expect(entries.filter(({ type }) => type === 'entrySetAside')).toHaveLength(1);
  expect(entries.filter(({ type }) => type === 'candleClosed')).toHaveLength(200 - 30 - 1);
  expect(paper.run.engine.view.control.tradingState).toBe('reducing');
});

it.each(['null', '{', '{"digest":1}', '[]'])('a note that says %s says nothing', async (text) => {
  const folder = temporaryFolder();
  writeCandles(folder, 120);
  writeFileSync(join(folder, 'bot.db.broken'), text);
  const paper = await startPaper(paperSettings(folder));
  expect(await paper.loop.run()).toBe('ended');
});

it('what broke the engine is told where no note can be written', async () => {
  const folder = temporaryFolder();
  writeCandles(folder, 200);
  const paper = await startPaper(paperSettings(folder), aFault());
  mkdirSync(join(folder, 'bot.db.broken', 'in the way'), { recursive: true });
  await expect(paper.loop.run()).rejects.toThrow('the books are wrong');
});
