/** Ours against the programs of others: one table of ratios, and whether goals are met. */
import { describeMachine } from './machine.ts';
import { type Row, skipped } from './row.ts';
import { type MeasurementId, measurements } from './rows/index.ts';
import { printableTable } from './table.ts';
import { Workbench, type WorkbenchOptions } from './workbench.ts';

interface PeersOptions extends WorkbenchOptions {
  readonly ids: readonly MeasurementId[];
}

/** Sets the exit code when a row fails; the others are measured. */
export async function measureAgainstPeers({ ids, ...options }: PeersOptions): Promise<string> {
  const { series, realSeries, rounds } = options;
  const bench = await Workbench.create(options);
  const rows: Row[] = [];
  for (const id of ids) for await (const row of measure(bench, id)) rows.push(row);
  return [
    `${describeMachine()}, best of ${rounds} or more`,
    `candles: ${series.title}${series.published ? '; trades and equity are also those published' : ''}`,
    ...(realSeries ? [`real candles: ${realSeries.title}`] : []),
    `\n${printableTable(rows)}`,
  ].join('\n');
}

async function* measure(bench: Workbench, id: MeasurementId): AsyncGenerator<Row> {
  const startedMs = performance.now();
  try {
    yield* measurements[id](bench);
  } catch (error) {
    // A gate that fails or a program that breaks spoils what is left of its own rows only, and the exit code.
    process.exitCode = 1;
    yield skipped(id, 'failed', error instanceof Error ? error.message : String(error));
  } finally {
    process.stderr.write(`${id} took ${Math.round((performance.now() - startedMs) / 1000)} s\n`);
  }
}
