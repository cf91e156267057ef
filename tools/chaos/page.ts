import type { Finding } from '../../test/chaos/session.ts';

export interface Row {
  readonly id: string;
  readonly what: string;
  readonly problem: string | undefined;
  /** Absent where it could not be tried. */
  readonly finding: Finding | undefined;
  readonly seconds: number;
}

const HEAD = `# Chaos

Written by \`npm run chaos\`, not by hand: the real program as processes of its own, harmed in each of these ways while it
trades on paper, and judged by an oracle that reads the files it leaves, with arithmetic of its own
(\`test/chaos/oracle.ts\`): the journal without a gap, every fill booked once, the books what the fills add up to, nothing
oversold, no entry while the storage was lost, no position without its exits after a restart, every answer the same in a
replay.`;

/** The page of a whole run. */
export function pageOf(
  rows: readonly Row[],
  { scale, seed }: { readonly scale: number; readonly seed: number },
): string {
  const all = rows.map(({ finding }) => finding?.runs ?? 0).reduce((sum, runs) => sum + runs, 0);
  const violations = rows.flatMap(({ id, finding }) => (finding?.violations ?? []).map((line) => `- ${id}: ${line}`));
  const table = [
    ['case', 'harm', 'runs', 'violations', 'counted'],
    ...rows.map(({ id, what, problem, finding }) => [
      id,
      what,
      String(finding?.runs ?? 0),
      String(finding?.violations.length ?? 0),
      finding?.counts ?? `not tried: ${problem}`,
    ]),
  ];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [
    HEAD,
    '',
    `${all} runs, ${violations.length} violations; Node.js ${process.versions.node} on ${process.platform}, \`npm run chaos -- --scale ${scale} --seed ${seed}\`.`,
    '',
    [line(head), rule, ...body.map(line)].join('\n'),
    ...(violations.length > 0 ? ['', '## Violations', '', ...violations] : []),
    '',
  ].join('\n');
}
