import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readSettingInputs, readTextFile } from './sources.ts';

const directory = mkdtempSync(join(tmpdir(), 'sources-'));

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
});

describe('readSettingInputs', () => {
  it('finds .env in the folder it is given and passes flags on', () => {
    writeFileSync(join(directory, '.env'), 'PORT=9000\n');
    const inputs = readSettingInputs({ directory, overrides: { HOST: '127.0.0.1' } });
    expect(inputs.dotenvText).toBe('PORT=9000\n');
    expect(inputs.overrides).toEqual({ HOST: '127.0.0.1' });
    expect(inputs.env).toBe(process.env);
  });

  it('does without .env', () => {
    const inputs = readSettingInputs({ directory });
    expect(inputs.dotenvText).toBeUndefined();
    expect(inputs.dotenvFailure).toBeUndefined();
  });

  it('says when .env is there and cannot be read', () => {
    mkdirSync(join(directory, '.env'));
    expect(readSettingInputs({ directory }).dotenvFailure).toBe('EISDIR');
  });
});

describe('readTextFile', () => {
  it('names the reason without the path', () => {
    expect(readTextFile(join(directory, 'missing'))).toEqual({ ok: false, error: 'ENOENT' });
  });

  it('refuses what is too large to be a secret', () => {
    const path = join(directory, 'large');
    writeFileSync(path, 'x'.repeat(2 * 1024 * 1024));
    chmodSync(path, 0o600);
    expect(readTextFile(path)).toEqual({ ok: false, error: 'larger than 1 MB' });
  });
});
