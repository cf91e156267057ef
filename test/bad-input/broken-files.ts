/** Candle files that are wrong in one way each, and where the message must point. */
import { gzipSync } from 'node:zlib';
import { toCsv, walk } from '../support/synthetic-candles.ts';

export interface BrokenFile {
  readonly name: string;
  readonly contents: string | Buffer;
  /** What the message must name beside the file: line, column, value. */
  readonly names: readonly (string | RegExp)[];
}

const HEADER = 'timestamp,open,high,low,close,volume';
const FIRST = '1704067200000,100,101,99,100,5';

function second(row: string): string {
  return `${HEADER}\n${FIRST}\n${row}\n`;
}

const healthy = toCsv(walk({ seed: 1, count: 5000 }));

export const brokenFiles: readonly BrokenFile[] = [
  { name: 'no-close.csv', contents: 'timestamp,open,high,low,volume\n1,2,3,1,5\n', names: ['line 1', 'close'] },
  { name: 'no-header.csv', contents: 'a,b\n1,2\n', names: ['line 1'] },
  {
    name: 'unsorted.csv',
    contents: `${HEADER}\n1704067260000,1,1,1,1,1\n${FIRST}\n1704067320000,1,1,1,1,1\n`,
    names: [':3', 'timestamp', 'ascend'],
  },
  { name: 'twice.csv', contents: second('1704067200000,100,101,99,100.5,5'), names: [':', 'timestamp', '2 and 3'] },
  { name: 'nan.csv', contents: second('1704067260000,100,NaN,99,100,5'), names: [':3', 'high', 'NaN'] },
  { name: 'gap-in-row.csv', contents: second('1704067260000,100,,99,100,5'), names: [':3', 'high'] },
  { name: 'negative.csv', contents: second('1704067260000,-100,101,99,100,5'), names: [':3', 'open', '-100'] },
  { name: 'zero.csv', contents: second('1704067260000,100,101,0,100,5'), names: [':3', 'low', '0'] },
  { name: 'huge.csv', contents: second('1704067260000,100,1e400,99,100,5'), names: [':3', 'high', '1e400'] },
  { name: 'negative-volume.csv', contents: second('1704067260000,100,101,99,100,-5'), names: [':3', 'volume', '-5'] },
  { name: 'high-below-low.csv', contents: second('1704067260000,100,98,99,100,5'), names: [':3', 'high'] },
  { name: 'bad-time.csv', contents: second('yesterday,100,101,99,100,5'), names: [':3', 'timestamp', 'yesterday'] },
  { name: 'short-row.csv', contents: second('1704067260000,100,101'), names: [':3'] },
  { name: 'empty.csv', contents: '', names: ['line 1', 'empty'] },
  { name: 'only-header.csv', contents: `${HEADER}\n`, names: ['line 1', 'after the header'] },
  {
    name: 'binary.csv',
    contents: Buffer.from(Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) % 256)),
    names: ['binary'],
  },
  { name: 'web-page.csv', contents: '<!doctype html><html><body>Not found</body></html>\n', names: ['line 1'] },
  { name: 'bomb.csv.gz', contents: gzipSync(Buffer.alloc(200_000_000)), names: ['binary'] },
  { name: 'endless-line.csv.gz', contents: gzipSync(Buffer.alloc(200_000_000, '1')), names: [/line 1|:1/] },
  { name: 'cut-off.csv.gz', contents: gzipSync(healthy).subarray(0, -2000), names: ['gzip', 'cut off'] },
  { name: 'not-gzip.csv.gz', contents: 'hello', names: [] },
];
