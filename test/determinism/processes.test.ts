/** The same run in separate processes, with and without a compiler, gives the same orders, answers and money. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'determinism-'));
const program = join(folder, 'print-fingerprint.cjs');

afterAll(() => rmSync(folder, { recursive: true }));

/** Bundled, because types are stripped by WebAssembly, which goes together with the compiler. */
buildSync({
  entryPoints: [fileURLToPath(new URL('./print-fingerprint.ts', import.meta.url))],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  logLevel: 'error',
});

function printed(flags: readonly string[], environment: Readonly<Record<string, string>>): unknown {
  const output = execFileSync(process.execPath, [...flags, program], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return JSON.parse(output);
}

it('two processes, in other time zones and languages, come to the same orders, answers and equity', () => {
  const first = printed([], { TZ: 'UTC', LANG: 'C' });
  expect(first).toMatchObject([{ strategy: 'signal-fusion' }, { strategy: 'ema-cross' }]);
  expect(printed([], { TZ: 'Asia/Kathmandu', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' })).toEqual(first);
});

it('a process that interprets everything comes to the same', () => {
  expect(printed(['--jitless'], {})).toEqual(printed([], {}));
});
