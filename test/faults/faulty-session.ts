/**
 * The same paper run again and again in one process, each time with other writes or syncs of its files failing, and then
 * started again on what is left. A line of JSON each. The exchange's own list of orders is what the files are held
 * against.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { composePaper } from '../../src/main/paper/compose-paper.ts';
import { formatProblem, loadSettings } from '../../src/main/settings/index.ts';
import { StorageFailure } from '../../src/ports/index.ts';
import { auditJournal } from '../black-box/audit.ts';
import { prepareSession } from '../black-box/paper-session.ts';
import { type Fault, arm, disarm, seenCalls } from './fault-shim.ts';

export interface FaultResult {
  /** Of the armed kind, in the first life. */
  readonly calls: number;
  /** `ended`, `refused` at its start, or the code of the storage failure; any other error is thrown. */
  readonly outcome: string;
  /** Orders that reached the exchange after the storage was lost, by what they were for. */
  readonly sentWhileLost: { readonly entries: number; readonly exits: number };
  readonly positionsAtEnd: number;
  /** What is wrong, for people. */
  readonly violations: readonly string[];
}

interface Life {
  readonly outcome: string;
  readonly sent: readonly string[];
  readonly sentWhileLost: { entries: number; exits: number };
  readonly positions: number;
}

async function live(settings: Readonly<Record<string, string>>): Promise<Life> {
  const loaded = loadSettings({ overrides: settings });
  if (!loaded.ok) throw new Error(loaded.error.map(formatProblem).join('\n'));
  const sent: string[] = [];
  const sentWhileLost = { entries: 0, exits: 0 };
  let positions = 0;
  try {
    const composed = await composePaper({ settings: loaded.value, onNotice: () => undefined });
    if (!composed.ok) return { outcome: 'refused', sent, sentWhileLost, positions };
    const { run, loop, close } = composed.value;
    const { venue, engine } = run;
    const submit = venue.submit.bind(venue);
    venue.submit = (order) => {
      sent.push(order.clientOrderId);
      if (!engine.view.control.isStorageWritable) sentWhileLost[order.purpose === 'entry' ? 'entries' : 'exits'] += 1;
      submit(order);
    };
    try {
      await loop.run();
    } finally {
      await loop.stop();
      positions = engine.view.lanes.filter((lane) => lane.position).length;
      close();
    }
    return { outcome: 'ended', sent, sentWhileLost, positions };
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    return { outcome: error.code, sent, sentWhileLost, positions };
  }
}

async function tryFault(base: string, fault: Fault): Promise<FaultResult> {
  const folder = mkdtempSync(join(base, 'faulty-'));
  const settings = {
    ...prepareSession(folder, { seed: 5, count: 60 }),
    REPLAY_FILE: `${join(folder, 'btc.csv')},${join(folder, 'eth.csv')}`,
    DATA_DIR: folder,
    DB_PATH: join(folder, 'paper.db'),
    STRATEGY_PARAMS: 'every=2',
  };
  arm(fault);
  const first = await live(settings);
  const calls = seenCalls();
  disarm();
  const second = await live(settings);
  const audit = await auditJournal(settings.DB_PATH);
  const known = new Set(audit.ids);
  const lost = [...first.sent, ...second.sent].filter((id) => !known.has(id));
  const twice = first.sent.filter((id) => second.sent.includes(id));
  const violations = [
    ...lost.map((id) => `order ${id} reached the exchange and is in no file`),
    ...twice.map((id) => `order ${id} was sent in both lives`),
    ...audit.repeatedIds.map((id) => `order ${id} was decided on twice`),
    ...audit.unprotected,
    ...(audit.mismatches > 0 ? [`${audit.mismatches} answers differ in a replay`] : []),
    ...(second.outcome === 'ended' ? [] : [`the next start ended with ${second.outcome}`]),
    ...(first.sentWhileLost.entries > 0 ? ['an entry was sent while the storage was lost'] : []),
  ];
  rmSync(folder, { recursive: true });
  return {
    calls,
    outcome: first.outcome,
    sentWhileLost: first.sentWhileLost,
    positionsAtEnd: first.positions,
    violations,
  };
}

const [, , base = '', faults = '[]'] = process.argv;
for (const fault of JSON.parse(faults) as Fault[]) {
  const result = await tryFault(base, fault);
  process.stdout.write(`${JSON.stringify({ fault, result })}\n`);
}
