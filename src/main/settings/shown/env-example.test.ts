import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderEnvExample } from './env-example.ts';
import { ALL_SETTINGS } from '../groups/index.ts';
import { loadSettings } from '../load-settings.ts';

describe('.env.example', () => {
  it('is what the table of settings says', () => {
    const committed = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
    expect(committed).toBe(renderEnvExample());
  });

  it('names every setting once, commented out', () => {
    const keys = [...renderEnvExample().matchAll(/^#([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]);
    expect(keys).toHaveLength(ALL_SETTINGS.length);
    expect(new Set(keys)).toEqual(new Set(ALL_SETTINGS.map(({ setting }) => setting.key)));
  });

  it('changes nothing as it is and works with every line in force', () => {
    expect(loadSettings({ dotenvText: renderEnvExample() }).ok).toBe(true);
    const dotenvText = renderEnvExample().replace(/^#(?=[A-Z][A-Z0-9_]*=)/gm, '');
    const loaded = loadSettings({ dotenvText, readFile: () => ({ ok: true, value: '{}' }) });
    expect(loaded.ok ? [] : loaded.error).toEqual([]);
  });
});
