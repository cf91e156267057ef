/** The page that lists what no test notices. */
import type { Judged } from './judge.ts';
import { describeChange } from '../make/describe.ts';
import { type Score, percent } from './score.ts';
import type { Target } from '../targets.ts';

const HEAD = `# Mutants

Changes to the code that guards money which no test notices. Where a reason stands below a change, it makes no difference,
and no test can notice it; each of the others is a test that is missing. \`npm run mutants\` writes this page; what it
tries and how to read it stands in [CONTRIBUTING](../CONTRIBUTING.md).

`;

export function renderPage(targets: readonly Target[], results: readonly Judged[], scores: readonly Score[]): string {
  const sections = targets.flatMap((target) => {
    const alive = results.filter(({ plan, status }) => plan.mutant.path === target.path && isAlive(status));
    return alive.length === 0 ? [] : [`## ${target.path}\n\n\`\`\`text\n${listAlive(target, alive)}\n\`\`\`\n`];
  });
  return `${HEAD}${renderScores(scores)}\n${sections.join('\n')}`;
}

export function isAlive(status: Judged['status']): boolean {
  return status === 'survived' || status === 'unreached' || status === 'equivalent';
}

function renderScores(scores: readonly Score[]): string {
  const titles = ['room', 'mutants', 'noticed', 'no difference', 'survived', 'never reached', 'not tried', 'score'];
  const rows = scores.map((score) => [
    score.room,
    ...[score.total, score.killed, score.equivalent, score.survived, score.unreached, score.untried].map(String),
    percent(score),
  ]);
  const widths = titles.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |\n`;
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return line(titles) + line(rule) + rows.map(line).join('');
}

/** Each line of code once, below it what was made of its parts. */
export function listAlive({ source }: Target, alive: readonly Judged[]): string {
  const lines = source.split('\n');
  const byLine = Map.groupBy(alive, ({ plan }) => plan.mutant.line);
  return [...byLine]
    .sort(([a], [b]) => a - b)
    .map(([line, judged]) => {
      const changes = judged.map(({ plan, status, why }) => {
        const change = `      ${describeChange(plan.mutant, source)}${note(status)}`;
        return why === undefined ? change : `${change}\n        ${why}`;
      });
      return [`${String(line).padStart(4)}  ${lines[line - 1]?.trim() ?? ''}`, ...changes].join('\n');
    })
    .join('\n');
}

function note(status: Judged['status']): string {
  return status === 'unreached' ? '  (no test comes here)' : '';
}
