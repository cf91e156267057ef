/**
 * `npm run chaos`: harms the real program in every way of `test/chaos/cases` and judges the files that it leaves. Ends
 * with 1 when something is not as it should be. A whole run writes docs/chaos.md.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CASES } from '../../test/chaos/cases/index.ts';
import { runCase } from '../../test/chaos/run-case.ts';
import { type Row, pageOf } from './page.ts';

const WHOLE_SCALE = 2;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    scale: { type: 'string', default: String(WHOLE_SCALE) },
    seed: { type: 'string', default: '11' },
    quick: { type: 'boolean', default: false },
  },
});
const scale = values.quick ? 1 : Number(values.scale);
const seed = Number(values.seed);

const rows: Row[] = [];
for (const one of CASES) {
  if (values.only !== '' && one.id !== values.only) continue;
  const startedMs = performance.now();
  const { id, what, problem } = one;
  const finding = problem === undefined ? await runCase(one, { scale, seed }) : undefined;
  const row = { id, what, problem, finding, seconds: Math.round((performance.now() - startedMs) / 1000) };
  rows.push(row);
  const { runs = 0, counts = `not tried: ${problem}`, violations = [] } = finding ?? {};
  process.stdout.write(`${id.padEnd(4)} ${runs} runs, ${violations.length} violations, ${row.seconds} s: ${counts}\n`);
  for (const line of violations) process.stdout.write(`     ${line}\n`);
}

const isWhole = values.only === '' && !values.quick;
if (isWhole) {
  const page = fileURLToPath(new URL('../../docs/chaos.md', import.meta.url));
  writeFileSync(page, pageOf(rows, { scale, seed }));
}
process.exitCode = rows.some(({ finding }) => (finding?.violations.length ?? 0) > 0) ? 1 : 0;
