import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { canonicalScenario } from './scenario.ts';
import { SqliteStorage } from './sqlite-storage.ts';
import { packed, runWithCrashes, somePoints, uninterrupted } from './sweep.ts';

it('a database as it lies on the disk at the moment of the crash is recovered from', () => {
  const scenario = canonicalScenario(120);
  const { truth } = uninterrupted(scenario);
  const runs = packed(somePoints(truth, 61, 7), 10);
  let crashed = 0;
  for (const run of runs) {
    const folder = mkdtempSync(join(tmpdir(), 'crash-'));
    const storage = new SqliteStorage(folder);
    const { crashes, violations } = runWithCrashes(scenario, truth, run, { storage });
    storage.close();
    rmSync(folder, { recursive: true });
    crashed += crashes.length;
    expect(violations).toEqual([]);
  }
  expect(crashed).toBe(runs.flat().length);
  expect(crashed).toBeGreaterThan(30);
});
