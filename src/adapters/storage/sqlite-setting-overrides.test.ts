import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MetaTable } from './meta-table.ts';
import { SqliteSettingOverrides } from './sqlite-setting-overrides.ts';
import { opened } from './testing/opened.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const OVERRIDE = { key: 'RISK_MAX_POSITIONS', value: '2', actor: 'telegram:7', timeMs: 1000 };

describe('SqliteSettingOverrides', () => {
  it('holds overrides over a restart, the latest of each key, by key', async () => {
    const path = join(temporaryFolder(), 'cab.db');
    const first = opened(path);
    const overrides = new SqliteSettingOverrides(first);
    await overrides.set(OVERRIDE);
    await overrides.set({ ...OVERRIDE, value: '3', actor: 'api' });
    await overrides.set({ ...OVERRIDE, key: 'A' });
    await overrides.set({ ...OVERRIDE, key: 'GONE' });
    await overrides.remove('GONE');
    first.close();
    const again = new SqliteSettingOverrides(opened(path));
    expect(await again.get(OVERRIDE.key)).toEqual({ ...OVERRIDE, value: '3', actor: 'api' });
    expect(await again.get('GONE')).toBeUndefined();
    expect((await again.all()).map(({ key }) => key)).toEqual(['A', OVERRIDE.key]);
  });

  it('is in force at once even when storage refuses it, and written when storage takes it again', async () => {
    const path = join(temporaryFolder(), 'cab.db');
    const database = opened(path);
    const overrides = new SqliteSettingOverrides(database);
    database.connection.pragma('query_only = ON');
    await expect(overrides.set(OVERRIDE)).rejects.toThrow(expect.objectContaining({ code: 'readOnly' }));
    expect(await overrides.get(OVERRIDE.key)).toEqual(OVERRIDE);
    database.connection.pragma('query_only = OFF');
    database.commit();
    expect(await new SqliteSettingOverrides(opened(path, { readonly: true })).get(OVERRIDE.key)).toEqual(OVERRIDE);
  });
});

describe('MetaTable', () => {
  it('holds single facts, the latest value of each', () => {
    const path = join(temporaryFolder(), 'cab.db');
    const meta = new MetaTable(opened(path));
    expect(meta.get('run_id')).toBeUndefined();
    meta.set('run_id', 'a');
    meta.set('run_id', 'b');
    expect(new MetaTable(opened(path, { readonly: true })).get('run_id')).toBe('b');
  });
});
