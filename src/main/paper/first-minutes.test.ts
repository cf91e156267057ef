import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { loadSettings } from '../settings/index.ts';
import { composePaper } from './compose-paper.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('the settings of somebody who set nothing trade within the first thirty seconds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-minutes-'));
  folders.push(folder);
  const settings = loadSettings({ overrides: { DATA_DIR: folder } });
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  const { speed } = settings.value.simulation;
  // The same run, only faster: what matters is how many candles thirty seconds hold.
  const candles = Math.floor((30 * speed * 1000) / 300_000);
  const fast = loadSettings({ overrides: { DATA_DIR: folder, SIMULATED_SPEED: '1000000' } });
  if (!fast.ok) throw new Error(JSON.stringify(fast.error));
  const paper = await composePaper({ settings: fast.value, onNotice: () => undefined });
  if (!paper.ok) throw new Error(paper.error.join('\n'));
  const { bot, loop, run, close } = paper.value;
  const lane = run.engine.view.lanes[0];
  const ended = loop.run();
  while ((lane?.context.index ?? 0) < settings.value.simulation.warmUpCandles + candles) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await loop.stop();
  await ended;
  const firstFill = (await bot.reader.fills({ limit: 1000 })).at(-1);
  const startedMs = run.engine.view.nowMs - (lane?.context.index ?? 0) * 300_000;
  expect(firstFill).toBeDefined();
  expect((firstFill?.timeMs ?? Number.NaN) - startedMs).toBeLessThanOrEqual((300 + candles) * 300_000);
  close();
});
