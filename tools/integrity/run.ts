/** `node tools/integrity/run.ts`: flips a thousand bits of a run and writes the table in docs/operations.md. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flipMany } from './flip-many.ts';
import type { FlipOutcome, Verdict } from './flips.ts';
import { makeSampleRun } from './sample-run.ts';

const PAGE = new URL('../../docs/operations.md', import.meta.url);
const BEGIN = '<!-- flips: written by node tools/integrity/run.ts -->';
const END = '<!-- end of flips -->';
const CANDLES = 12_000;
const [count = 1000, seed = 1] = process.argv.slice(2).map(Number);

const folder = mkdtempSync(join(tmpdir(), 'flips-'));
try {
  const run = await makeSampleRun(folder, CANDLES);
  const outcomes = flipMany({ run, scratch: join(folder, 'copy'), count, seed, onFlip: tell });
  writeTable(run.files, outcomes);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tell({ flip, verdict, said }: FlipOutcome): void {
  if (verdict !== 'unnoticed' && verdict !== 'bug') return;
  process.exitCode = 1;
  process.stderr.write(`${flip.file} byte ${flip.byte} bit ${flip.bit}: ${verdict}: ${said}\n`);
}

function countOf(of: readonly FlipOutcome[], verdicts: readonly Verdict[]): string {
  return String(of.filter(({ verdict }) => verdicts.includes(verdict)).length);
}

function rowOf(name: string, bytes: number, of: readonly FlipOutcome[]): string[] {
  const kinds = [['start'], ['harmless'], ['command', 'unnoticed', 'bug']] as const;
  return [name, bytes.toLocaleString('en-US'), String(of.length), ...kinds.map((verdicts) => countOf(of, verdicts))];
}

function writeTable(files: Readonly<Record<string, number>>, outcomes: readonly FlipOutcome[]): void {
  const head = ['file', 'bytes', 'flips', 'refused at the start', 'means nothing', 'unnoticed'];
  const rows = Object.entries(files)
    .filter(([, bytes]) => bytes > 0)
    .map(([name, bytes]) =>
      rowOf(
        `\`${name}\``,
        bytes,
        outcomes.filter(({ flip }) => flip.file === name),
      ),
    );
  const total = Object.values(files).reduce((sum, bytes) => sum + bytes, 0);
  rows.push(rowOf('together', total, outcomes));
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const table = [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/operations.md must hold ${BEGIN} and ${END}`);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
  process.stdout.write(`${table}\n`);
}
