import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type LoggerOptions, createLogger } from './create-logger.ts';
import type { LineWriter } from './buffered-writer.ts';
import { prettyWriter } from './destinations.ts';
import { createRedactor } from './redactor.ts';

interface Recorder extends LineWriter {
  readonly lines: string[];
}

function recorder(): Recorder {
  const lines: string[] = [];
  return { lines, write: (line) => void lines.push(line), flush: () => undefined };
}

function linesIn(path: string): number {
  return readFileSync(path, 'utf8').split('\n').length - 1;
}

function record(options: Partial<LoggerOptions> = {}) {
  const output = recorder();
  const logger = createLogger({ level: 'debug', output, ...options });
  return {
    logger,
    lines: output.lines,
    last: () => JSON.parse(output.lines.at(-1) ?? '{}') as Record<string, unknown>,
  };
}

const directory = mkdtempSync(join(tmpdir(), 'logging-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('createLogger', () => {
  it('writes a line of JSON with level, time, fields and message', () => {
    const { logger, lines, last } = record({ fields: { mode: 'paper' } });
    logger.info({ correlationId: 'd-1', price: 101.5 }, '50% filled %s');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith('\n')).toBe(true);
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/) as unknown,
      mode: 'paper',
      correlationId: 'd-1',
      price: 101.5,
      msg: '50% filled %s',
    });
  });

  it('carries the correlation id from candle to fill through children', () => {
    const { logger, lines } = record();
    const decision = logger.child({ correlationId: 'd-7' });
    decision.debug({}, 'candle closed');
    decision.child({ clientOrderId: 'o-1' }).info({}, 'order filled');
    const ids = lines.map((line) => (JSON.parse(line) as { correlationId: string }).correlationId);
    expect(ids).toEqual(['d-7', 'd-7']);
  });

  it('writes nothing below its level, and children follow when it changes', () => {
    const { logger, lines } = record({ level: 'warn' });
    const child = logger.child({ part: 'x' });
    child.info({}, 'no');
    child.warn({}, 'yes');
    logger.setLevel('debug');
    child.debug({}, 'yes');
    logger.setLevel('silent');
    child.error({}, 'no');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['yes', 'yes']);
  });

  it('spells errors out with code and causes, and nothing else of them', () => {
    const { logger, last } = record();
    const cause = Object.assign(new TypeError('socket closed'), { code: 'ECONNRESET', headers: { KEY: 'x' } });
    logger.error({ failure: new Error('order not sent', { cause }), several: new AggregateError([cause], 'all') }, 'm');
    expect(last()).toMatchObject({
      failure: {
        type: 'Error',
        message: 'order not sent',
        stack: expect.stringContaining('create-logger.test') as unknown,
        cause: { type: 'TypeError', message: 'socket closed', code: 'ECONNRESET' },
      },
      several: { errors: [{ message: 'socket closed' }] },
    });
    expect(JSON.stringify(last())).not.toContain('headers');
  });

  it('survives circles, getters that throw, exact numbers and endless objects', () => {
    const { logger, last } = record();
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const error = new Error('round');
    error.cause = error;
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, { index }]));
    logger.info({ circle, error, wide, quantity: 10n ** 18n, level: 'fake', msg: 'fake' }, 'still here');
    expect(last()).toMatchObject({ level: 'info', level_: 'fake', msg: 'still here', quantity: '1000000000000000000' });
    expect(JSON.stringify(last()).length).toBeLessThan(100_000);
    const fields = {
      get broken(): string {
        throw new Error('no');
      },
    };
    logger.info(fields, 'and here');
    expect(last()).toMatchObject({ unreadable: 'no', msg: 'and here' });
  });

  it('also writes to a file that only its owner can read', async () => {
    const { logger } = record({ logsDirectory: join(directory, 'deep') });
    const file = join(directory, 'deep', 'crypto-ai-bot.log');
    logger.warn({ part: 'file' }, 'on disk');
    logger.flush();
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('"msg":"on disk"');
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it.each([
    ['a link', (path: string) => symlinkSync(`${path}-theirs`, path)],
    ['a pipe that nobody reads', (path: string) => execFileSync('mkfifo', [path])],
    ['a second name of another file', (path: string) => linkSync(`${path}-theirs`, path)],
  ])('does not write through %s', (_what, put) => {
    const folder = mkdtempSync(join(directory, 'theirs-'));
    const path = join(folder, 'crypto-ai-bot.log');
    writeFileSync(`${path}-theirs`, 'theirs');
    put(path);
    const { logger, last } = record({ logsDirectory: folder });
    expect(last()).toMatchObject({ level: 'error', error: { type: 'NotAPlainFile' } });
    logger.info({}, 'on');
    logger.flush();
    expect(readFileSync(`${path}-theirs`, 'utf8')).toBe('theirs');
  });

  it('loses no line when its file is moved away and opened anew, and puts each into the right one', async () => {
    const folder = join(directory, 'rotated');
    const { logger } = record({ logsDirectory: folder });
    const file = join(folder, 'crypto-ai-bot.log');
    for (let turn = 1; turn <= 3; turn += 1) {
      for (let line = 0; line < 500; line += 1) logger.info({ turn, line }, 'before');
      renameSync(file, `${file}.${turn}`);
      logger.reopen();
      await expect.poll(() => linesIn(`${file}.${turn}`)).toBe(500);
    }
    logger.info({}, 'last');
    await expect.poll(() => linesIn(file)).toBe(1);
  });

  it('goes on in the old file, and says so, when the new one cannot be opened', async () => {
    const folder = join(directory, 'blocked');
    const { logger, last } = record({ logsDirectory: folder });
    const file = join(folder, 'crypto-ai-bot.log');
    renameSync(file, `${file}.1`);
    mkdirSync(file);
    logger.reopen();
    expect(last()).toMatchObject({ level: 'error', msg: 'LOGS_DIR cannot be written; logs go on in the old file' });
    logger.info({}, 'still here');
    await expect.poll(() => readFileSync(`${file}.1`, 'utf8')).toContain('still here');
  });

  it('goes on without the file when it cannot be opened, and says so', () => {
    const { logger, lines, last } = record({ logsDirectory: '/dev/null/no-folder' });
    expect(last()).toMatchObject({ level: 'error', error: { code: 'ENOTDIR' } });
    logger.info({}, 'still here');
    expect(lines).toHaveLength(2);
  });
});

describe('secrets in logs', () => {
  const canaries = Array.from({ length: 12 }, (_, index) => `canary-${index}/+"\\ä=${'xyz'.repeat(index)}`);

  it('are not in any line, whichever way they got there', () => {
    const { logger, lines } = record({ redactor: createRedactor(canaries), fields: { key: canaries[0] } });
    for (const canary of canaries) {
      const inner = new Error(`401 for ${canary}`);
      const basic = Buffer.from(`user:${canary}`).toString('base64');
      logger.info({ canary, deep: [{ text: `a ${canary} b` }], [canary]: 1 }, `message with ${canary}`);
      logger.warn({ url: `https://host/?key=${encodeURIComponent(canary)}&b=1`, header: `Basic ${basic}` }, 'sent');
      logger.error({ error: new Error('call failed', { cause: new Error(canary, { cause: inner }) }) }, 'failed');
      logger
        .child({ canary })
        .debug({ body: JSON.stringify({ canary }), hex: Buffer.from(canary).toString('hex') }, 'm');
    }
    expect(lines).toHaveLength(48);
    const forms = canaries.flatMap((canary) => [
      canary,
      JSON.stringify(canary).slice(1, -1),
      encodeURIComponent(canary),
      Buffer.from(canary).toString('hex'),
      Buffer.from(`user:${canary}`).toString('base64').slice(8, 24),
    ]);
    const everything = lines.join('');
    expect(forms.filter((form) => everything.includes(form))).toEqual([]);
    // Beside the values: nothing of the words either, in what a reader of the parsed lines sees.
    expect(lines.filter((line) => JSON.stringify(JSON.parse(line)).includes('canary-'))).toEqual([]);
    expect(everything).toContain('[redacted]');
  });

  it('are not in text for people', () => {
    const output = recorder();
    const redactor = createRedactor(canaries);
    const logger = createLogger({ level: 'info', redactor, output: prettyWriter(output, false) });
    logger.error({ error: new Error(canaries[3]), field: canaries[4] }, `message ${canaries[5]}`);
    expect(output.lines.join('')).toContain('message [redacted]');
    expect(output.lines.join('')).not.toContain('canary');
  });
});

describe('text for people', () => {
  it('shows level, message and fields, and obeys no control character', () => {
    const output = recorder();
    const logger = createLogger({ level: 'info', output: prettyWriter(output, false) });
    logger.warn({ venue: 'gateio\u001b[2J' }, 'first\nERROR: faked \u009b31m');
    const [text = ''] = output.lines;
    expect(text).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] WARN: first\\nERROR: faked \\x9b31m/);
    expect(text).toContain(String.raw`"venue":"gateio\x1b[2J"`);
    expect(text.trimEnd()).not.toContain('\n');
  });

  it('keeps the lines of a stack', () => {
    const output = recorder();
    const logger = createLogger({ level: 'info', output: prettyWriter(output, false) });
    logger.error({ err: new Error('broken') }, 'm');
    expect(output.lines.join('')).toMatch(/broken\n\s+at /);
  });
});
