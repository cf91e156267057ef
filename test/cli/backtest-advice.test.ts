/** What a backtest says of candles that end too soon, and of outputs that would cost an input. */
import { linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCandleFile, aFolder, cab, candleCsv, candleRows, documentOf } from './cab.ts';

const DCA = ['--strategy', 'dca', '--lookback', '0', '--json'];

async function hintsOf(folder: string, args: readonly string[]): Promise<string> {
  return (documentOf(await cab(folder, ['backtest', ...args]))['hints'] as readonly string[]).join('\n');
}

describe.concurrent('cab backtest says', () => {
  it('which symbol ends before the others, and what its position is valued at', async () => {
    const folder = aFolder();
    const long = join(folder, 'AAA-USDT_1h.csv');
    const short = join(folder, 'BBB-USDT_1h.csv');
    const rows = candleRows(60);
    writeFileSync(long, candleCsv(rows));
    writeFileSync(short, candleCsv(rows.slice(0, 10).map(([timeMs = 0]) => [timeMs, 50, 50.1, 49.9, 50, 10])));
    const hints = await hintsOf(folder, [long, short, ...DCA]);
    expect(hints).toContain('BBB/USDT has no candle after 2024-01-01 10:00, the others go on to 2024-01-03 12:00');
    expect(hints).toContain('its open position is valued at the close of then, 50');
    expect(hints).not.toContain('AAA/USDT has no candle');
  });

  it('that an order of the last candle had none left to fill, not that there was no order', async () => {
    const folder = aFolder();
    const file = aCandleFile(folder, 20);
    writeFileSync(join(folder, 's.csv'), `timestamp_ms,enter,exit\n${candleRows(20)[19]?.[0]},1,0\n`);
    const hints = await hintsOf(folder, [file, '--signals', 's.csv', '--lookback', '0', '--json']);
    expect(hints).toContain('a buy order of BTC/USDT (entry signal in the file) had no candle left to fill');
    expect(hints).not.toContain('never asked');
  });
});

describe.concurrent('an output that is an input', () => {
  it.each([
    ['--out-json', (file: string) => file],
    ['--export-trades', (file: string) => `${file}/../BTC-USDT_1h.csv`.replace('BTC-USDT_1h.csv/../', './')],
    ['--out-svg', (file: string) => (symlinkSync(file, `${file}.soft`), `${file}.soft`)],
    ['--out-html', (file: string) => (linkSync(file, `${file}.hard`), `${file}.hard`)],
    ['--journal', (file: string) => file],
  ])('is refused with 64: %s', async (option, outputOf) => {
    const folder = aFolder();
    const file = aCandleFile(folder);
    const before = readFileSync(file, 'utf8');
    const { code, stderr } = await cab(folder, ['backtest', file, ...DCA, option, outputOf(file)]);
    expect([code, stderr]).toEqual([64, expect.stringContaining(`${option} is `)]);
    expect(stderr).toContain('is read as input');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('or another output, is refused as well, and so are signals and instrument rules', async () => {
    const folder = aFolder();
    const file = aCandleFile(folder);
    writeFileSync(join(folder, 's.csv'), 'timestamp_ms,enter,exit\n1,1,0\n');
    writeFileSync(join(folder, 'r.json'), '{ "BTC/USDT": {} }');
    const inputs = ['--signals', 's.csv', '--instruments', 'r.json'];
    const outputs = ['--out-json', 's.csv', '--out-svg', 'r.json', '--out-html', 'x', '--journal', './x'];
    const { code, stderr } = await cab(folder, ['backtest', file, ...inputs, ...outputs]);
    expect(code).toBe(64);
    for (const part of [
      '--out-json is s.csv, which is read',
      '--out-svg is r.json, which is read',
      '--journal is ./x, which --out-html writes',
    ]) {
      expect(stderr).toContain(part);
    }
  });
});
