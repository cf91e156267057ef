import { expect, it } from 'vitest';
import { paperSettings, startPaper, temporaryFolder, writeCandles } from './testing/paper-bench.ts';

const DENYING = { POSITION_SIZE: '2500' };

it('a limit that nobody set and that denies says so once in a run, also after a restart', async () => {
  const folder = temporaryFolder();
  writeCandles(folder, 300);
  const first = await startPaper(paperSettings(folder, DENYING));
  await first.loop.run();
  const said = first.notices.filter(({ code }) => code === 'defaultLimit');
  expect(said.map(({ message }) => message.split(' ')[0])).toEqual(['RISK_MAX_CAPITAL_PER_SYMBOL_PCT=20%']);
  first.close();

  writeCandles(folder, 600);
  const second = await startPaper(paperSettings(folder, DENYING));
  await second.loop.run();
  expect(second.notices.filter(({ code }) => code === 'defaultLimit')).toEqual([]);
  expect(await second.bot.reader.notices({ code: 'defaultLimit' })).toHaveLength(1);
});

it('a limit that was set is taken to be known', async () => {
  const folder = temporaryFolder();
  writeCandles(folder, 300);
  const paper = await startPaper(paperSettings(folder, { ...DENYING, RISK_MAX_CAPITAL_PER_SYMBOL_PCT: '20%' }));
  await paper.loop.run();
  expect(paper.notices.filter(({ code }) => code === 'defaultLimit')).toEqual([]);
});
