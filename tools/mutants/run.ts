/**
 * Changes the code that guards money in one place at a time, runs the tests that come across that place, and lists the
 * changes that no test notices. `--only <part of a path>`, `--fresh`, `--jobs <n>`, `--list`,
 * `--known`.
 */
import { writeFileSync } from 'node:fs';
import { forgetAll } from './judge/cache.ts';
import { EQUIVALENT } from './equivalent/index.ts';
import { staleProofs } from './equivalent/proofs.ts';
import { type Judged, judgeAll, setApart } from './judge/judge.ts';
import { measure } from './judge/measure.ts';
import { readOptions } from './options.ts';
import { isAlive, listAlive, renderPage } from './judge/page.ts';
import { makePlans } from './judge/plan.ts';
import { percent, scoreRooms } from './judge/score.ts';
import { ROOT, type Target, readTargets, testPaths } from './targets.ts';

const PAGE = 'docs/mutants.md';

const options = readOptions();
const targets = readTargets();
const chosen = targets.filter(({ path }) => path.includes(options.only));
const total = chosen.reduce((sum, { mutants }) => sum + mutants.length, 0);

if (options.isList) list();
else await run();

function list(): void {
  for (const { path, source, mutants } of chosen) {
    for (const { line, operator, start, end, replacement } of mutants) {
      const from = source.slice(start, end).replaceAll(/\s+/g, ' ');
      console.log(`${path}:${line} ${operator}: ${from} → ${replacement.replaceAll(/\s+/g, ' ')}`);
    }
  }
  console.log(`${total} mutants in ${chosen.length} files`);
}

async function run(): Promise<void> {
  if (options.isFresh) forgetAll();
  const measured = await measure(targets, testPaths(), options.jobs, (line) => console.log(line));
  const plans = chosen.flatMap((target) => makePlans(target, measured));
  console.log(`${total} mutants in ${chosen.length} files`);
  const judged = await judgeAll(targets, plans, {
    jobs: options.jobs,
    isKnownOnly: options.isKnownOnly,
    proofs: EQUIVALENT,
    onResult: progressTeller(),
  });
  const sources = new Map(targets.map(({ path, source }) => [path, source]));
  const { results, refuted } = setApart(EQUIVALENT, sources, judged);
  report(results);
  complain('said to make no difference, and noticed by a test', refuted);
  complain('said to make no difference, and not tried any more', staleProofs(EQUIVALENT, targets));
}

function progressTeller(): (done: number, results: readonly Judged[]) => void {
  const startedMs = performance.now();
  let toldMs = startedMs;
  return (done, results) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < 10_000) return;
    toldMs = nowMs;
    const perSecond = (1000 * done) / (nowMs - startedMs);
    const alive = results.filter(({ status }) => isAlive(status)).length;
    const minutes = Math.ceil((total - results.length) / perSecond / 60);
    console.log(
      `${results.length} of ${total}, ${alive} not noticed, ${perSecond.toFixed(1)} per second, about ${minutes} min left`,
    );
  };
}

function report(results: readonly Judged[]): void {
  const scores = scoreRooms(chosen, results);
  if (chosen.length === targets.length) {
    writeFileSync(ROOT + PAGE, renderPage(targets, results, scores));
    console.log(`the ones that no test notices are in ${PAGE}`);
  } else {
    for (const target of chosen) print(target, results);
  }
  for (const score of scores)
    console.log(`${score.room}: ${score.killed} of ${score.total} noticed, ${percent(score)}`);
}

function print(target: Target, results: readonly Judged[]): void {
  const alive = results.filter(({ plan, status }) => plan.mutant.path === target.path && isAlive(status));
  if (alive.length > 0) console.log(`\n${target.path}\n${listAlive(target, alive)}\n`);
}

function complain(what: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  console.log(`\n${what}:\n${lines.join('\n')}`);
  process.exitCode = 1;
}
