/** The table of exit codes in docs/operations.md, every row of it met. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { botOf, cab, startCab, workFolder } from './cab-process.ts';

const PAGE = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const LISTED = [...PAGE.matchAll(/^\| (\d+|128 \+ n) +\|/gm)].map(([, code = '']) => code);

/** Brings an end about, in a folder of its own, and gives its code. */
const ENDINGS: Readonly<Record<string, (folder: string) => Promise<number | null>>> = {
  '0': async (folder) => (await cab(folder, ['config', 'show'])).code,
  '1': async (folder) => {
    writeFileSync(join(folder, 'odd_1h.csv'), oddCandles());
    return (await cab(folder, ['data', 'check', 'odd_1h.csv'])).code;
  },
  '64': async (folder) => (await cab(folder, ['run', '--sped', '5'])).code,
  '65': async (folder) => (await cab(folder, ['backtest', 'absent_1h.csv'])).code,
  '70': async (folder) => {
    writeFileSync(
      join(folder, 'broken.ts'),
      `import { defineStrategy } from 'crypto-ai-bot/strategy';
      export const broken = defineStrategy({
        name: 'broken',
        parameters: {},
        setup: () => {
          setTimeout(() => { throw new Error('out of turn'); }, 100);
          return () => undefined;
        },
      });`,
    );
    return (await cab(folder, ['run', '--port', '0', '--no-supervisor', '--strategy', './broken.ts'])).code;
  },
  '74': async (folder) => (await cab(folder, ['health', '--url', 'http://127.0.0.1:1'])).code,
  '75': async (folder) => {
    const first = startCab(folder, ['run', '--port', '0']);
    expect(await first.hasSaid('"msg":"run started"')).toBe(true);
    const { code } = await cab(folder, ['run', '--port', '0']);
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });
    return code;
  },
  '78': async (folder) => (await cab(folder, ['run', '--set', 'MAX_POSITIONS=many'])).code,
  '128 + n': async (folder) => {
    const life = startCab(folder, ['run', '--port', '0', '--set', 'RESTART_LIMIT=0']);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    process.kill(botOf(life), 'SIGKILL');
    const { code } = await life.ended;
    return code === null ? null : code - 9;
  },
};

/** Hours, one of them with a price that is no number. */
function oddCandles(): string {
  const rows = Array.from({ length: 50 }, (_, hour) => `${1_700_002_800_000 + hour * 3_600_000},100,101,99,100,1`);
  return `timestamp_ms,open,high,low,close,volume\n${rows.with(20, 'high').join('\n')}\n`;
}

describe('the exit codes', () => {
  it('that are documented are those that are met here', () => {
    expect(LISTED).toEqual(Object.keys(ENDINGS).toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)));
  });

  it.each(Object.entries(ENDINGS))('%s', async (code, bring) => {
    expect(await bring(workFolder())).toBe(Number.parseInt(code, 10));
  });
});
