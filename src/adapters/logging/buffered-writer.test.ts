import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openToAppend } from '../files/index.ts';
import { bufferedWriter } from './buffered-writer.ts';

const directory = mkdtempSync(join(tmpdir(), 'writer-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const source = fileURLToPath(new URL('./buffered-writer.ts', import.meta.url));

/** Runs a script with `writer` on standard output in a process of its own. */
function runScript(body: string, output: 'pipe' | number) {
  const script = `import { bufferedWriter } from ${JSON.stringify(source)};\nconst writer = bufferedWriter(1);\n${body}`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', output, 'pipe'],
    encoding: 'utf8',
    timeout: 20_000,
    maxBuffer: 64 * 1024 * 1024,
  });
}

describe('bufferedWriter', () => {
  it('writes every line, in order, without a flush', async () => {
    const path = join(directory, 'deep', 'lines.log');
    const writer = bufferedWriter(openToAppend(path));
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`);
    for (const line of lines) writer.write(line);
    await expect.poll(() => readFileSync(path, 'utf8').length).toBe(lines.join('').length);
    expect(readFileSync(path, 'utf8')).toBe(lines.join(''));
    expect(writer.droppedLines).toBe(0);
  });

  it('appends to what is there', async () => {
    const path = join(directory, 'twice.log');
    bufferedWriter(openToAppend(path)).write('one\n');
    await expect.poll(() => readFileSync(path, 'utf8')).toBe('one\n');
    bufferedWriter(openToAppend(path)).write('two\n');
    await expect.poll(() => readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  });

  it('loses no line of a process that ends in the same breath', () => {
    const { stdout } = runScript('for (let i = 0; i < 2000; i++) writer.write(`${i}\\n`); process.exit(3);', 'pipe');
    expect(stdout.split('\n').filter((line) => line !== '').length).toBe(2000);
  });

  it('gives a full disk up: the program neither fails nor hangs, and the loss is counted', async () => {
    const writer = bufferedWriter(openSync('/dev/full', 'w'));
    writer.write('one\n');
    writer.write('two\n');
    writer.flush();
    await expect.poll(() => writer.droppedLines).toBe(2);
    const { status } = runScript(
      "writer.write('a\\n'); writer.write('b\\n'); process.exit(0);",
      openSync('/dev/full', 'w'),
    );
    expect(status).toBe(0);
  });

  it('drops lines rather than memory when nobody reads', () => {
    const { status, stderr } = runScript(
      `const line = 'x'.repeat(1023) + '\\n';
       for (let i = 0; i < 20_000; i++) writer.write(line);
       process.stderr.write(String(writer.droppedLines));`,
      'pipe',
    );
    expect(status).toBe(0);
    expect(Number(stderr)).toBeGreaterThan(10_000);
  });

  it('lets a program end whose output nobody reads', async () => {
    const script = `import { bufferedWriter } from ${JSON.stringify(source)};
      const writer = bufferedWriter(1);
      for (let i = 0; i < 1000; i++) writer.write('x'.repeat(1023) + '\\n');
      setImmediate(() => process.exit(0));`;
    // A pipe of the shell, as in containers; `sleep` holds its other end and never reads.
    const child = spawn(
      'sh',
      ['-c', '{ "$0" --input-type=module --eval "$1"; echo "$?" >&2; } | sleep 50', process.execPath, script],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      },
    );
    const status = await new Promise((resolve) => child.stderr.once('data', resolve));
    process.kill(-(child.pid ?? Number.NaN));
    expect(String(status)).toBe('0\n');
  }, 20_000);
});
