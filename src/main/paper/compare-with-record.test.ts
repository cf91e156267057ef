import { describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notify } from '../../domain/index.ts';
import { type PaperRun } from './compose-paper.ts';
import { paperSettings, startPaper, temporaryFolder, writeCandles } from './testing/paper-bench.ts';

/** After so many candles of the walk a position is open. */
const HOLDING = 150;
const MORE = 160;

type Started = PaperRun & { readonly notices: Notify[] };

/** A run with a position, ended as a process ends. */
async function recorded(folder: string, overrides: Readonly<Record<string, string>> = {}): Promise<void> {
  writeCandles(folder, HOLDING);
  const paper = await startPaper(paperSettings(folder, overrides));
  await paper.loop.run();
  expect(paper.bot.status().positions).toHaveLength(1);
  paper.makeCheckpoint();
  paper.close();
}

const COMPARED = new Set(['decidesTheSame', 'decidesOtherwise', 'notCompared']);

async function compared(paper: Started): Promise<Notify[]> {
  await paper.compareWithRecord();
  return paper.notices.filter(({ code }) => COMPARED.has(code));
}

/** Enters on the fifth candle of each round that it has seen, and leaves on the thirtieth. */
function counting(every: number): string {
  return `
      export const counting = {
        name: 'counting',
        parameters: {},
        setup: () => {
          let seen = 0;
          return ({ position, enterLong, exit }) => {
            seen += 1;
            if (!position && seen % ${every} === 5) return enterLong({ reason: 'five' });
            return position && seen % ${every} === 30 ? exit({ reason: 'thirty' }) : undefined;
          };
        },
      };`;
}

describe('after a start', () => {
  it('one line says that the same version decides the same, in the log at once and in the tables with the next entry', async () => {
    const folder = temporaryFolder();
    await recorded(folder);
    writeCandles(folder, MORE);
    const paper = await startPaper(paperSettings(folder));
    const told = await compared(paper);
    expect(told).toMatchObject([{ level: 'info', code: 'decidesTheSame' }]);
    expect(told[0]?.message).toMatch(/^0\.1\.0 \(source\) decides the last 100 candles as they were recorded$/);
    expect(await paper.bot.reader.notices({ code: 'decidesTheSame' })).toEqual([]);
    await paper.loop.run();
    expect(await paper.bot.reader.notices({ code: 'decidesTheSame' })).toMatchObject([{ message: told[0]?.message }]);
  });

  it('with other parameters the first candle is named on which they decide otherwise, and the run goes on', async () => {
    const folder = temporaryFolder();
    await recorded(folder);
    writeCandles(folder, MORE);
    const paper = await startPaper(paperSettings(folder, { STRATEGY_PARAMS: 'fast=7,slow=30' }));
    const told = await compared(paper);
    expect(told).toMatchObject([{ level: 'warning', code: 'decidesOtherwise' }]);
    expect(told[0]?.message).toMatch(
      /ema-cross on BTC\/USDT, candle 2024-01-01T0.*Z \(entry \d+, decided by 0\.1\.0 \(source\)\): /,
    );
    expect(paper.bot.status()).toMatchObject({ tradingState: 'active', positions: [{ guard: 'protected' }] });
    expect(await paper.loop.run()).toBe('ended');
  });

  it('a strategy that is not configured any more, and one that was added, are told apart', async () => {
    const folder = temporaryFolder();
    await recorded(folder);
    const paper = await startPaper(paperSettings(folder, { STRATEGY: 'donchian-breakout', STRATEGY_PARAMS: '' }));
    expect(await compared(paper)).toMatchObject([
      {
        code: 'notCompared',
        message:
          'what this version decides otherwise is not known: ema-cross on BTC/USDT: its strategy is not configured any more; donchian-breakout on BTC/USDT: it was not traded then',
      },
    ]);
  });

  it('of a first run there is nothing to compare', async () => {
    const folder = temporaryFolder();
    writeCandles(folder, HOLDING);
    expect(await compared(await startPaper(paperSettings(folder)))).toEqual([]);
  });

  it('a strategy file that keeps what it counts is asked as it was, over a restart in between', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'counting.ts');
    writeFileSync(file, counting(37));
    const overrides = { STRATEGY: file, STRATEGY_PARAMS: '' };
    writeCandles(folder, 110);
    const first = await startPaper(paperSettings(folder, overrides));
    await first.loop.run();
    first.close();
    writeCandles(folder, HOLDING);
    const second = await startPaper(paperSettings(folder, overrides));
    expect(await compared(second)).toMatchObject([{ code: 'decidesTheSame' }]);
    await second.loop.run();
    second.close();
    writeFileSync(file, counting(36));
    const third = await startPaper(paperSettings(folder, overrides));
    // The file is loaded again, as it is by then.
    expect(await compared(third)).toMatchObject([{ code: 'decidesOtherwise' }]);
  });
});
