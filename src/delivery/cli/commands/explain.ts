import type { DecidedCandle, ExplainedCandle } from '../../../runtime/index.ts';
import { type Invocation, defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { formatTime } from '../format-value.ts';
import { printTable } from '../print-table.ts';
import { integerFrom } from '../setting-options.ts';
import { type Terminal, printJson } from '../terminal.ts';

interface Options {
  readonly db?: string;
  readonly lane: number;
}

export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'what was recorded of a candle, beside what this version decides on it',
  examples: ['cab explain 2026-01-31T10:00Z', 'cab explain 1769853600000 --lane 1 --db data/bot.db --json'],
  exits: '1 this version decides otherwise, 74 the database cannot be read, 78 it holds no run',
  needs: ['recompute'],
  configure(command) {
    command
      .argument('<candle>', 'open time of the candle, UTC or in Unix milliseconds')
      .option(
        '--lane <number>',
        'strategy and symbol, by number as the page and the API list them',
        integerFrom(0, '1'),
        0,
      )
      .option('--db <path>', 'database of a bot; the configured one by default');
  },
  async run({ args, options, isJson, terminal, services, fail }: Invocation<Options, 'recompute'>) {
    const candleOpenTimeMs = timeOf(args[0] ?? '');
    if (candleOpenTimeMs === undefined) {
      const problem = `a candle is named by its open time, such as 2026-01-31T10:00Z, it is "${args[0]}"`;
      return fail({ kind: 'usage', problems: [problem] });
    }
    const explained = await services.recompute.explain(options.db, { lane: options.lane, candleOpenTimeMs });
    if (!explained.ok) return fail(explained.error);
    if (isJson) printJson(terminal, explained.value);
    else await print(terminal, explained.value);
    return explained.value.differences.length === 0 ? EXIT_CODES.ok : EXIT_CODES.findings;
  },
});

/** As tables print it, with or without a zone: UTC where none is said. */
function timeOf(text: string): number | undefined {
  if (/^\d{11,}$/.test(text)) return Number(text);
  const spelled = text.trim().replace(' ', 'T');
  const timeMs = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(spelled) ? spelled : `${spelled}Z`);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}

async function print(terminal: Terminal, told: ExplainedCandle): Promise<void> {
  const { versionText } = await import('../../../runtime/index.ts');
  const { symbol, strategy, candleOpenTimeMs, sequence, price, recorded, recomputed } = told;
  const { differences, whyNot, later, notes } = told;
  const { green, red } = terminal.colors;
  const entry = sequence === null ? '' : `, journal entry ${sequence}`;
  const close = price === null ? '' : `, close ${price}`;
  terminal.print(`${strategy} on ${symbol}, candle ${formatTime(candleOpenTimeMs)} UTC${close}${entry}\n`);
  const columns = [recorded, ...(recomputed ? [recomputed] : [])];
  const heads = columns.map(({ by }, at) => `${at === 0 ? 'recorded by' : 'would be decided by'} ${versionText(by)}`);
  const parts = columns.map(partsOf);
  await printTable(terminal, {
    head: ['', ...heads],
    rows: Object.keys(parts[0] ?? {}).map((name) => [name, ...parts.map((part) => part[name] ?? '')]),
  });
  if (whyNot !== null) terminal.print(`\nnot decided again: ${whyNot}\n`);
  else if (differences.length === 0) terminal.print(`\n${green('equal')}: this version decides the same\n`);
  else terminal.print(`\n${red('different')} in ${differences.map(({ what }) => what).join(', ')}\n`);
  for (const { timeMs, action, reason } of later) {
    terminal.print(`later, at ${formatTime(timeMs)}: ${action}, ${reason}\n`);
  }
  for (const note of notes) terminal.print(`${note}\n`);
}

function partsOf({ action, reason, step }: DecidedCandle): Readonly<Record<string, string>> {
  const decided = { decision: action, reason: reason ?? 'none recorded' };
  if (!step) return decided;
  const { orders, denials, canceled, goal, stopPrice, targetPrice, isStopped } = step;
  return {
    ...decided,
    orders: orders.join('\n') || 'none',
    'denied by': denials.map(({ rule, message }) => `${rule}: ${message}`).join('\n') || 'none',
    cancels: canceled.join('\n') || 'none',
    'to become': goal ?? 'as it is',
    stop: String(stopPrice ?? 'none'),
    target: String(targetPrice ?? 'none'),
    strategy: isStopped ? 'stopped' : 'runs',
  };
}
