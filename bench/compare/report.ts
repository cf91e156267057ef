import { mebibytes, milliseconds } from '../row.ts';
import { markdownTable } from '../table.ts';
import type { Pair } from './pairs.ts';
import { spreadOf } from './spread.ts';

/** What was measured of one row, or why it was not. */
export type Comparison = Measured | Failed;

interface Named {
  readonly id: string;
  readonly task: string;
}

export interface Measured extends Named {
  readonly pairs: readonly Pair[];
  /** Most memory of a fresh process that made one run, MiB. */
  readonly oursMb: number;
  readonly theirsMb: number;
}

export interface Failed extends Named {
  readonly failure: string;
}

/** Theirs over ours everywhere: above 1, the working tree needs less. */
export function comparisonTable(theirName: string, comparisons: readonly Comparison[]): string {
  const columns = ['id', 'task', 'working tree', theirName, 'ratio', 'quartiles', 'min – max', 'memory'];
  const failures = comparisons.flatMap((one) => ('failure' in one ? `${one.id} failed: ${one.failure}` : []));
  return [markdownTable(columns, comparisons.map(cellsOf)), ...failures].join('\n\n');
}

function cellsOf(comparison: Comparison): string[] {
  const { id, task } = comparison;
  if ('failure' in comparison) return [id, task, '', '', 'failed', '', '', ''];
  const { pairs, oursMb, theirsMb } = comparison;
  const times = (side: 'oursMs' | 'theirsMs'): string => milliseconds(spreadOf(pairs.map((pair) => pair[side])).median);
  const ratio = spreadOf(pairs.map(({ oursMs, theirsMs }) => theirsMs / oursMs));
  return [
    id,
    task,
    `${times('oursMs')}, ${mebibytes(oursMb)}`,
    `${times('theirsMs')}, ${mebibytes(theirsMb)}`,
    shown(ratio.median),
    `${ratio.lowerQuartile.toFixed(2)} – ${ratio.upperQuartile.toFixed(2)}`,
    `${ratio.min.toFixed(2)} – ${ratio.max.toFixed(2)}`,
    shown(theirsMb / oursMb),
  ];
}

/** Always with two decimals: what is compared lies close together. */
function shown(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}
