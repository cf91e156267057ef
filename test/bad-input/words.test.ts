/** A strategy that writes megabytes and escapes: the database stays small, and no output steers a terminal. */
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCsv, walk } from '../support/synthetic-candles.ts';
import { cab, workFolder } from '../black-box/cab-process.ts';

const STRATEGY = `
import { defineStrategy } from 'crypto-ai-bot/strategy';

const words = '\\u001b[2J\\u001b]0;owned\\u0007\\r\\u009b31m\\u202e\\u2028' + 'x'.repeat(5_000_000);

export const talkative = defineStrategy({
  name: 'talkative',
  parameters: {},
  setup: () => ({ index, position, enterLong, exit }) => {
    if (index > 90) throw new Error(words);
    return position ? exit({ reason: words, tag: words }) : enterLong({ reason: words, tag: words });
  },
});
`;

/** Everything that steers a terminal or turns text around, but the end of a line. */
const STEERING = /[^\P{Cc}\n]|\p{Cf}|\p{Zl}|\p{Zp}/u;

describe('words of five megabytes with escapes in them', () => {
  it('leave a small database, and outputs in which everything can be seen', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'talkative.ts'), STRATEGY);
    writeFileSync(join(folder, 'BTC-USDT_1m.csv'), toCsv(walk({ seed: 5, count: 150, volatility: 0.004 })));
    const settings = ['--strategy', './talkative.ts', '--set', 'RISK_PROFILE=open', '--lookback', '5'];
    const environment = { DATA_DIR: folder, LOGS_DIR: folder, LOG_LEVEL: 'debug' };
    const line = [
      'run',
      '--replay',
      'BTC-USDT_1m.csv',
      '--speed',
      'full',
      '--exit-when-done',
      '--port',
      '0',
      ...settings,
    ];
    const outputs = [await cab(folder, line, environment)];
    for (const what of ['orders', 'trades', 'decisions', 'notices', 'journal']) {
      for (const format of ['csv', 'json'])
        outputs.push(await cab(folder, ['export', what, '--format', format], environment));
    }
    outputs.push(await cab(folder, ['perf'], environment));
    const report = ['--out-json', 'r.json', '--out-html', 'r.html', '--export-trades', 'r.csv', '--out-svg', 'r.svg'];
    outputs.push(await cab(folder, ['backtest', 'BTC-USDT_1m.csv', ...settings, ...report], environment));
    outputs.push(await cab(folder, ['run', '--strategy', './no\x1b[2Jsuch.ts', '--set', 'MO\x1b[2JDE=x'], environment));

    const files = readdirSync(folder).filter(
      (name) => /^(bot\.db|r\.|crypto)/.test(name) && !/ballast|emergency/.test(name),
    );
    const sizes = Object.fromEntries(files.map((name) => [name, statSync(join(folder, name)).size]));
    expect(
      Object.values(sizes).every((size) => size < 2_000_000),
      JSON.stringify(sizes),
    ).toBe(true);
    const texts = files
      .filter((name) => !name.startsWith('bot.db'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const all = [...texts, ...outputs.flatMap(({ stdout, stderr }) => [stdout, stderr])];
    expect(all.filter((text) => STEERING.test(text)).map((text) => text.slice(0, 300))).toEqual([]);
    expect(all.filter((text) => text.includes(String.raw`\x1b[2J`)).length).toBeGreaterThan(8);
    expect(outputs.map(({ code }) => code)).toEqual([...Array.from({ length: 13 }, () => 0), 64]);
  });
});
