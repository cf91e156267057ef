import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candle, candleProblem } from '../../../domain/market/candle.ts';
import type { RowProblem } from '../../../ports/candle-files.ts';
import type { CandleRepair } from '../files/candle-file.ts';
import { type CandleRows, CandleText } from './candle-text.ts';
import { MAX_PRICE, MAX_VOLUME } from './report-odd-row.ts';

const T = Date.UTC(2024, 0, 1);
const HEADER = 'timestamp_ms,open,high,low,close,volume';
const line = (index: number, rest = '10,12,9,11,5') => `${T + index * 60_000},${rest}`;

function parse(text: string | Uint8Array, repair: CandleRepair[] = [], chunkBytes = 1 << 20) {
  const bytes = Buffer.from(text as string);
  const reader = new CandleText('a.csv', bytes.length, { repair });
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    const failed = reader.push(bytes.subarray(from, from + chunkBytes));
    if (failed) return { ok: false, error: failed } as const;
  }
  return reader.end();
}

function rowsOf(text: string, repair: CandleRepair[] = []): number[][] {
  const read = parse(text, repair);
  expect(read.ok ? '' : read.error.message).toBe('');
  return read.ok ? table(read.value) : [];
}

function table({ columns }: CandleRows): number[][] {
  const { openTimeMs, open, high, low, close, volume } = columns;
  return Array.from(openTimeMs, (time, i) => [time, open[i], high[i], low[i], close[i], volume[i]].map(Number));
}

function errorOf(text: string | Uint8Array, repair: CandleRepair[] = []) {
  const read = parse(text, repair);
  if (read.ok) throw new Error('an error was expected');
  return read.error;
}

function problemsOf(text: string, repair: CandleRepair[] = []): readonly RowProblem[] {
  const error = errorOf(text, repair);
  if (error.code !== 'badRows') throw new Error(error.message);
  return error.problems;
}

function fileOf(...lines: string[]): string {
  return `${HEADER}\n${lines.join('\n')}\n`;
}

const TWO = [
  [T, 10, 12, 9, 11, 5],
  [T + 60_000, 11, 13, 10, 12, 6],
];

describe('the dialects of candle files', () => {
  const s = T / 1000;
  it.each<[string, string]>([
    ['milliseconds', `${HEADER}\n${line(0)}\n${line(1, '11,13,10,12,6')}\n`],
    ['no last line feed', `${HEADER}\n${line(0)}\n${line(1, '11,13,10,12,6')}`],
    ['CRLF and blank lines', `${HEADER}\r\n${line(0)}\r\n\r\n${line(1, '11,13,10,12,6')}\r\n\r\n`],
    ['a byte order mark', `\uFEFF${HEADER}\n${line(0)}\n${line(1, '11,13,10,12,6')}\n`],
    ['seconds', `time,open,high,low,close,volume\n${s},10,12,9,11,5\n${s + 60},11,13,10,12,6\n`],
    ['seconds with decimals', `ts,o,h,l,c,v\n${s}.0,10,12,9,11,5\n${s + 60}.0,11,13,10,12,6\n`],
    ['microseconds', `open_time,open,high,low,close,volume\n${T}000,10,12,9,11,5\n${T + 60_000}000,11,13,10,12,6\n`],
    ['nanoseconds', `Unix;Open;High;Low;Close;Vol\n${T}000000;10;12;9;11;5\n${T + 60_000}000000;11;13;10;12;6\n`],
    ['a unit that changes on the way', `ts,o,h,l,c,v\n${T},10,12,9,11,5\n${T + 60_000}000,11,13,10,12,6\n`],
    [
      'ISO times',
      `Date,Open,High,Low,Close,Volume\n2024-01-01 00:00,10,12,9,11,5\n2024-01-01T00:01:00Z,11,13,10,12,6\n`,
    ],
    [
      'any order, other columns, tabs',
      `c\tx\tv\th\tl\to\ttime\n11\tBTC\t5\t12\t9\t10\t${T}\n12\t\t6\t13\t10\t11\t${T + 60_000}\n`,
    ],
    [
      'quotes',
      `"time","open","high","low","close","volume"\n"${T}","10","12","9","11","5"\n"${T + 60_000}","11","13","10","12","6"\n`,
    ],
    ['a delimiter inside quotes', `x,time,o,h,l,c,v\n"a,""b",${T},10,12,9,11,5\nc,${T + 60_000},11,13,10,12,6\n`],
    ['spaces', `time, open, high, low, close, volume\n ${T}, 10, 12, 9, 11 , 5 \n${T + 60_000} , 11,13,10,12,6\n`],
    ['exponents', `time,open,high,low,close,volume\n${T},1e1,1.2E+1,90e-1,11,5\n${T + 60_000},11,13,10,12,0.6e1\n`],
    [
      'no header, as Binance',
      `${T},10,12,9,11,5,${T + 59_999},55,3,2,22,0\n${T + 60_000},11,13,10,12,6,${T + 119_999},70,3,2,22,0\n`,
    ],
    [
      'an address above the header and two volumes',
      `https://www.example.com\nunix,date,symbol,open,high,low,close,Volume BTC,Volume USDT\n` +
        `${T},2024,BTC/USDT,10,12,9,11,5,55\n${T + 60_000},2024,BTC/USDT,11,13,10,12,6,70\n`,
    ],
    [
      'base volume before volume',
      `time,volume,open,high,low,close,base_volume\n${T},7,10,12,9,11,5\n${T + 60_000},7,11,13,10,12,6\n`,
    ],
  ])('%s', (_, text) => {
    expect(rowsOf(text)).toEqual(TWO);
  });

  it('takes a named unit at its word, whatever the size of the number', () => {
    expect(rowsOf(`${HEADER}\n0,10,12,9,11,5\n60000,10,12,9,11,5\n`).map(([time]) => time)).toEqual([0, 60_000]);
    expect(rowsOf(`time_s,o,h,l,c,v\n60,10,12,9,11,5\n`).map(([time]) => time)).toEqual([60_000]);
  });

  it('reads the same whatever the chunks', () => {
    const text = `${HEADER}\r\n${Array.from({ length: 3000 }, (_, i) => line(i, `10,12.5,9,11,${i}`)).join('\r\n')}\r\n`;
    const whole = JSON.stringify(rowsOf(text));
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 100_000 }), (chunkBytes) => {
        const read = parse(text, [], chunkBytes);
        expect(read.ok && JSON.stringify(table(read.value)) === whole).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('reads any text that Number reads to the same bits', () => {
    const price = fc
      .tuple(fc.double({ min: 1e-9, max: 1e14, noNaN: true }), fc.constantFrom(...SPELLINGS))
      .map(([value, spell]) => spell(value));
    fc.assert(
      fc.property(fc.array(price, { minLength: 1, maxLength: 20 }), (cells) => {
        const text = `${HEADER}\n${cells.map((cell, i) => line(i, Array(5).fill(cell).join(','))).join('\n')}`;
        expect(rowsOf(text).map(([, open]) => open)).toEqual(cells.map((cell) => Number(cell.replaceAll('"', ''))));
      }),
      { numRuns: 500 },
    );
  });
});

const SPELLINGS: readonly ((value: number) => string)[] = [
  (value) => `${value}`,
  (value) => value.toFixed(12),
  (value) => value.toExponential(),
  (value) => value.toPrecision(21),
  (value) => `"${value}"`,
  (value) => ` +${value} `,
];

describe('what is wrong with a row', () => {
  const good = line(0);
  it.each<[string, string, string, string, RegExp]>([
    ['text', '10,12,9,abc,5', 'notANumber', 'close', /"abc" is not a number; a price like 123.45/],
    ['a decimal comma', '"10,5",12,9,11,5', 'notANumber', 'open', /"10,5" is not a number.*point before the decimals/],
    ['hexadecimal', '0x10,12,9,11,5', 'notANumber', 'open', /0x10/],
    ['an empty cell', '10,12,,11,5', 'missingCell', 'low', /is empty/],
    ['NaN', '10,NaN,9,11,5', 'notFinite', 'high', /not a finite number/],
    ['infinity', '10,12,9,11,inf', 'notFinite', 'volume', /not a finite number/],
    ['an overflow', '10,12,9,11,1e999', 'notFinite', 'volume', /not a finite number/],
    ['a negative price', '10,12,-9,11,5', 'notPositive', 'low', /"-9" must be above zero/],
    ['a price of zero', '0,12,9,11,5', 'notPositive', 'open', /above zero/],
    ['a negative volume', '10,12,9,11,-5', 'notPositive', 'volume', /zero or more/],
    ['a huge price', '10,1e30,9,11,5', 'tooLarge', 'high', /too large/],
    ['a huge volume', '10,12,9,11,1e30', 'tooLarge', 'volume', /too large/],
    ['high below low', '10,8,9,11,5', 'impossibleCandle', 'high', /high must not be below low/],
    ['an open above the high', '13,12,9,11,5', 'impossibleCandle', 'high', /high must be the highest/],
    ['a close below the low', '10,12,9,8,5', 'impossibleCandle', 'low', /low must be the lowest/],
    ['too few cells', '10,12,9,11', 'missingCell', 'volume', /has 5 cells; 6 were expected/],
    ['too many cells', '10,12,9,11,5,6', 'tooManyCells', 'volume', /has 7 cells; 6 were expected/],
    ['a quote that does not end', '"10,12,9,11,5', 'missingCell', 'high', /has 2 cells/],
  ])('%s', (_, rest, code, column, message) => {
    const [problem, ...others] = problemsOf(`${HEADER}\n${good}\n\n${line(1, rest)}\n${line(2)}\n`);
    expect(problem).toMatchObject({ code, line: 4, column });
    expect(problem?.message).toMatch(message);
    expect(others).toEqual([]);
  });

  it.each([
    ['a word', 'yesterday', /"yesterday" is not a time/],
    ['a local date', '01/03/2024', /not a time/],
    ['a date as a number', '20240301', /not a time/],
    ['a fraction of a millisecond', `${T + 60_000}.25`, /whole milliseconds/],
    ['a carriage return in the middle', `${T}\r${T}`, /not a time/],
  ])('a time that is %s', (_, time, message) => {
    const [problem, ...others] = problemsOf(`when,time,o,h,l,c,v\nx,${T},10,12,9,11,5\nx,${time},10,12,9,11,5\n`);
    expect(problem).toMatchObject({ code: 'notATime', line: 3, column: 'time' });
    expect(problem?.message).toMatch(message);
    expect(others).toEqual([]);
  });

  it('names every broken cell of a row, and the file and line in the message', () => {
    const error = errorOf(`${HEADER}\n${good}\n${line(1, 'a,12,b,11,-1')}\n`);
    expect(error.message.split('\n')).toEqual([
      'a.csv: 3 problems',
      'a.csv:3: open: "a" is not a number; a price like 123.45 was expected',
      'a.csv:3: low: "b" is not a number; a price like 123.45 was expected',
      'a.csv:3: volume: "-1" must be zero or more',
    ]);
  });

  it('shows the first twenty by line and counts them all', () => {
    const broken = Array.from({ length: 100 }, (_, i) => line(i, 'x,12,9,11,5')).join('\n');
    const error = errorOf(`${HEADER}\n${good}\n${broken}\n`);
    expect(error).toMatchObject({ code: 'badRows', problemCount: 100 });
    expect(error.code === 'badRows' && error.problems.map((problem) => problem.line)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 3),
    );
    expect(error.message).toMatch(/… and 80 more$/);
  });

  it('names cells of files without a header by number, and says how they are read', () => {
    const error = errorOf(`${line(0)}\n${line(1, '10,12,9,x,5')}\n`);
    expect(error.message).toContain('a.csv:2: column 5: "x" is not a number');
    expect(error.message).toContain('no header: cells are taken as open time, open, high, low, close, volume');
  });

  it('accepts a row exactly when the domain accepts the candle', () => {
    const value = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constantFrom(1e15, 1.1e15, 1e21, 1.1e21, 0.5));
    fc.assert(
      fc.property(value, value, value, value, value, (open, high, low, close, volume) => {
        const candle: Candle = { openTimeMs: T, open, high, low, close, volume };
        const isBelieved = Math.max(open, high, low, close) <= MAX_PRICE && volume <= MAX_VOLUME;
        const read = parse(`${HEADER}\n${T},${open},${high},${low},${close},${volume}\n`);
        expect(read.ok).toBe(candleProblem(candle) === undefined && isBelieved);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('order and duplicates', () => {
  it('refuses a row that comes too late, naming both lines', () => {
    const [problem] = problemsOf(fileOf(line(0), line(2), '', line(1), line(3)));
    expect(problem).toMatchObject({ code: 'unsorted', line: 5, column: 'timestamp_ms' });
    expect(problem?.message).toMatch(/00:01:00.*comes after .*00:02:00.*in line 3; .*sort/);
  });

  it('refuses the same candle twice, naming both lines, wherever they are', () => {
    const problems = problemsOf(fileOf(line(0), line(1), line(1), line(2), line(0)), ['sort']);
    expect(problems.map((problem) => [problem.code, problem.line])).toEqual([
      ['duplicateTime', 4],
      ['duplicateTime', 6],
    ]);
    expect(problems[1]?.message).toMatch(/lines 2 and 6 hold the same candle/);
  });

  it('repairs what it is told to and says how much', () => {
    const shuffled = fileOf(line(2), line(0), line(1), line(1));
    const read = parse(shuffled, ['sort', 'dropDuplicates']);
    expect(read).toMatchObject({ ok: true, value: { sortedRows: 3, droppedRows: 1 } });
    expect(read.ok && Array.from(read.value.columns.openTimeMs)).toEqual([T, T + 60_000, T + 120_000]);
  });

  it('never chooses between two different candles of one time', () => {
    const [problem] = problemsOf(fileOf(line(0), line(0, '10,12,9,11,6')), ['sort', 'dropDuplicates']);
    expect(problem).toMatchObject({ code: 'conflictingTime', line: 3 });
    expect(problem?.message).toMatch(/lines 2 and 3 hold different candles/);
  });

  it('does not sort when only duplicates may be dropped', () => {
    expect(problemsOf(fileOf(line(1), line(0)), ['dropDuplicates']).map(({ code }) => code)).toEqual(['unsorted']);
  });

  it('sorts any order back to the same candles', () => {
    const sorted = Array.from({ length: 40 }, (_, i) => line(i, `10,12,9,11,${i}`));
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: 40 }), (lines) => {
        expect(rowsOf(fileOf(...lines), ['sort'])).toEqual(rowsOf(fileOf(...sorted)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('files that are no candles', () => {
  it.each<[string, string | Uint8Array, string, RegExp]>([
    ['nothing', '', 'empty', /a\.csv: .*empty/],
    ['blank lines', '\n\r\n  \n', 'empty', /empty/],
    ['a header alone', `${HEADER}\n`, 'headerOnly', /candles were expected after the header/],
    ['a header and blank lines', `${HEADER}\n\n\n`, 'headerOnly', /candles were expected/],
    ['prose', 'Dear diary,\ntoday I lost money.\n', 'noHeader', /line 1: "Dear diary,".*timestamp,open,high/],
    [
      'a missing column',
      `time,open,high,close,volume\n${T},1,2,1,1\n`,
      'missingColumn',
      /line 1: no column for low: name one low/,
    ],
    ['NUL bytes', Uint8Array.of(0, 1, 2, 3, 0, 0), 'binary', /binary/],
    ['a Parquet file', 'PAR1....', 'otherFormat', /Parquet/],
    ['a zip archive', 'PK\u0003\u0004....', 'otherFormat', /zip archive; unpack/],
    ['UTF-16', Buffer.from(`\uFEFF${HEADER}\n`, 'utf16le'), 'otherFormat', /UTF-16.*UTF-8/],
    ['too many columns', `${'x,'.repeat(600)}\n`, 'tooManyColumns', /601 columns/],
    ['one endless line', `${HEADER}\n${line(0)}\n${'1'.repeat(200_000)}`, 'lineTooLong', /longer than 64 kB/],
  ])('%s', (_, text, code, message) => {
    const error = errorOf(text);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('names all missing columns at once', () => {
    expect(errorOf(`time,open,price\n${T},1,2\n`)).toMatchObject({
      code: 'missingColumn',
      columns: ['high', 'low', 'close', 'volume'],
    });
  });

  it('calls a file binary when NUL bytes come late', () => {
    const read = parse(`${HEADER}\n${line(0)}\n${'\n'.repeat(70_000)}${line(1, '1,2\0,3,4,5')}\n`, [], 65_536);
    expect(read).toMatchObject({
      ok: false,
      error: { code: 'binary', message: expect.stringMatching(/line 70003: NUL/) },
    });
  });

  it('survives any bytes with an error value or candles, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, hasHeader) => {
        const read = parse(hasHeader ? Buffer.concat([Buffer.from(`${HEADER}\n${line(0)}\n`), bytes]) : bytes);
        expect(typeof read.ok).toBe('boolean');
      }),
      { numRuns: 3000 },
    );
  });
});
