import type { SuspendedTrade, SuspenseList } from '../../../operations/index.ts';
import { URL_OPTION, controlAddress, refusalOf } from '../bot-address.ts';
import type { CommandFailure } from '../command-failure.ts';
import { type Invocation, defineCommand } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { printTable } from '../print-table.ts';
import { type Terminal, printJson } from '../terminal.ts';

interface Options {
  readonly url?: string;
  readonly yes?: boolean;
  readonly reason: string;
}

const TIMEOUT_MS = 5000;
const CONSEQUENCE = [
  'settled, the bot takes its books for right: coins that were sold beyond them count as there, and may be sold',
  'look at the venue first; trading stays as it is until somebody sets it to active',
] as const;
const WAY_OUT = 'once the venue is in order, set it to active on the page or with POST /api/v1/trading-state';

export const settleCommand = defineCommand({
  name: 'settle',
  summary: 'list the trades that the books of a running bot could not take, and settle one',
  examples: [
    'cab settle',
    'cab settle 81723',
    'cab settle 81723 --yes --reason "seen at the venue: a double report"',
    'cab settle --url http://127.0.0.1:8000 --json',
  ],
  exits: '1 something is to be settled, 74 the bot does not answer, 78 it does not take API_TOKEN of the settings',
  needs: ['settings'],
  configure(command) {
    command
      .argument('[trade]', 'id of the trade to settle; without it, those that wait are listed')
      .option('--yes', 'settle it; without it, what would be settled is shown')
      .option('--reason <text>', 'why; goes into the journal and the audit log', 'looked at the venue')
      .option(...URL_OPTION);
  },
  async run({ args, options, isJson, terminal, services, fail }: Invocation<Options, 'settings'>) {
    const bot = controlAddress(services.settings, options.url);
    if (!bot.ok) return fail(bot.error);
    const { listSuspense, settleSuspense } = await import('../../../operations/index.ts');
    const listed = await listSuspense(bot.value, TIMEOUT_MS);
    if (!listed.ok) return fail(refusalOf(listed.error));
    const [tradeId] = args;
    if (tradeId === undefined) {
      if (options.yes) return fail({ kind: 'usage', problems: ['--yes needs the id of a trade'], next: 'cab settle' });
      if (isJson) printJson(terminal, listed.value);
      else await printList(terminal, listed.value);
      return listed.value.suspense.length > 0 ? EXIT_CODES.findings : EXIT_CODES.ok;
    }
    const entries = listed.value.suspense.filter((entry) => entry.tradeId === tradeId);
    if (entries.length === 0) return fail(unknownTrade(tradeId, listed.value));
    if (!options.yes) {
      const next = `cab settle ${tradeId} --yes`;
      if (isJson) printJson(terminal, { ...listed.value, suspense: entries, isSettled: false, next });
      else await printPreview(terminal, entries, next);
      return EXIT_CODES.findings;
    }
    const settled = await settleSuspense(bot.value, { tradeId, reason: options.reason }, TIMEOUT_MS);
    if (!settled.ok) return fail(refusalOf(settled.error));
    const { tradingState, sequence } = settled.value;
    const left = listed.value.suspense.length - entries.length;
    if (isJson) printJson(terminal, { ...settled.value, suspense: entries, isSettled: true, left });
    else
      terminal.print(
        `trade ${tradeId} is settled (journal entry ${sequence}), ${left} left; ${stateLine(tradingState)}\n`,
      );
    return EXIT_CODES.ok;
  },
});

async function printList(
  terminal: Terminal,
  { suspense, tradingState, tradingStateReason }: SuspenseList,
): Promise<void> {
  const because = tradingStateReason === '' ? '' : `, because: ${tradingStateReason}`;
  if (suspense.length === 0) {
    terminal.print(`nothing is to be settled; trading is ${tradingState}${because}\n`);
    if (tradingState !== 'active') terminal.print(`${WAY_OUT}\n`);
    return;
  }
  terminal.print(`trading is ${tradingState}${because}\n`);
  await printTrades(terminal, suspense);
  terminal.print(`next: cab settle ${suspense[0]?.tradeId} shows what it would do\n`);
}

async function printPreview(terminal: Terminal, entries: readonly SuspendedTrade[], next: string): Promise<void> {
  await printTrades(terminal, entries);
  for (const line of CONSEQUENCE) terminal.print(`${line}\n`);
  terminal.print(`nothing was changed; next: ${next}\n`);
}

async function printTrades(terminal: Terminal, entries: readonly SuspendedTrade[]): Promise<void> {
  await printTable(terminal, {
    head: ['trade', 'order', 'what the books could not take', 'at', 'fee', 'why'],
    rows: entries.map(({ tradeId, clientOrderId, side, quantity, symbol, price, fee, feeAsset, why }) => [
      tradeId,
      clientOrderId,
      `${side} ${quantity} ${symbol}`,
      price,
      `${fee} ${feeAsset}`,
      why,
    ]),
  });
}

function stateLine(tradingState: string): string {
  return tradingState === 'active' ? 'trading is active' : `trading stays ${tradingState} until it is set to active`;
}

function unknownTrade(tradeId: string, { suspense }: SuspenseList): CommandFailure {
  const waiting = suspense.map((entry) => entry.tradeId).join(', ');
  const known = waiting === '' ? 'nothing is' : `those are ${waiting}`;
  return { kind: 'usage', problems: [`no trade ${tradeId} is to be settled, ${known}`], next: 'cab settle' };
}
