import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSettings } from './load-settings.ts';
import { formatProblem } from './problem.ts';
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

const TOKEN = 'canary-0f31c2'.repeat(5);

function load(folder: string, env: Record<string, string>): readonly string[] {
  const loaded = loadSettings({ ...readSettingInputs({ directory: folder }), env });
  if (!loaded.ok) throw new Error(loaded.error.map(formatProblem).join());
  return loaded.value.warnings.map(formatProblem);
}

describe('a file with secrets', () => {
  it.each([
    [0o600, 0],
    [0o400, 0],
    [0o640, 1],
    [0o604, 1],
    [0o644, 1],
  ])('of mode %o is warned of: %i', (mode, count) => {
    const path = join(directory, 'secret');
    const named = [{ SECRETS_FILE: path }, { API_TOKEN_FILE: path }];
    for (const env of named) {
      writeFileSync(path, 'SECRETS_FILE' in env ? `{"API_TOKEN":"${TOKEN}"}` : TOKEN);
      chmodSync(path, mode);
      const warnings = load(directory, env);
      expect(warnings).toHaveLength(count);
      const [key] = Object.keys(env);
      if (count > 0) expect(warnings[0]).toMatch(new RegExp(`^${key} .*other users.*chmod 600$`));
      expect(warnings.join()).not.toContain(path);
    }
  });

  it('is .env only when it holds one, by value', () => {
    const path = join(directory, '.env');
    writeFileSync(path, 'PORT=9000\nAPI_TOKEN=\n', { mode: 0o644 });
    expect(load(directory, {})).toEqual([]);
    writeFileSync(path, `API_TOKEN=${TOKEN}\nTELEGRAM_SECRET_TOKEN=canary2\n`);
    expect(load(directory, {})).toEqual([
      '.env (.env): holds API_TOKEN, TELEGRAM_SECRET_TOKEN and can be read by other users of this machine; take that away with chmod 600',
    ]);
    chmodSync(path, 0o600);
    expect(load(directory, {})).toEqual([]);
  });

  it('is better than the command line', () => {
    const loaded = loadSettings({ overrides: { GATEIO_API_KEY_B64: 'a2V5a2V5', API_SECRET: 'secret', PORT: '1' } });
    expect(loaded.ok ? loaded.value.warnings.map(({ key, message }) => `${key} ${message}`) : []).toEqual([
      expect.stringMatching(/^GATEIO_API_KEY_B64 was given where .*; GATEIO_API_KEY_FILE names a file instead$/),
      expect.stringMatching(/^API_SECRET was given .*; API_SECRET_FILE /),
    ]);
  });
});

describe('readTextFile', () => {
  it('neither waits for a pipe nor reads a device without end', () => {
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    expect(readTextFile(join(directory, 'pipe'))).toEqual({ ok: false, error: 'not a file' });
    expect(readTextFile('/dev/zero')).toEqual({ ok: false, error: 'not a file' });
  });

  it('follows the links that secrets are mounted by', () => {
    writeFileSync(join(directory, 'target'), 'text');
    symlinkSync('target', join(directory, 'link'));
    expect(readTextFile(join(directory, 'link'))).toEqual({ ok: true, value: 'text' });
  });

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
