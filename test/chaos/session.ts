/** What chaos is done to: the real program, which plays files, in a folder of its own. */
import { cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { CAB, type Ending, type LiveProcess, startProcess } from '../black-box/live-process.ts';
import { auditJournal, prepareSession } from '../black-box/paper-session.ts';
import { seededRandom } from '../support/synthetic-candles.ts';

export interface Chaos {
  /** Everything lies in it. */
  readonly folder: string;
  /** How much is done: 1 for a cut of seconds each, more for a whole run. */
  readonly scale: number;
  readonly seed: number;
  /** Processes that are still there are ended with it. */
  readonly started: LiveProcess[];
}

export interface Session {
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly database: string;
}

export interface Finding {
  /** How often it was done. */
  readonly runs: number;
  /** What was counted on the way, for people. */
  readonly counts: string;
  readonly violations: readonly string[];
}

/** One way to harm the bot. */
export interface ChaosCase {
  readonly id: string;
  readonly what: string;
  /** Why it cannot be done here. */
  readonly problem?: string | undefined;
  readonly run: (chaos: Chaos) => Promise<Finding>;
}

const CANDLES = 700;
let sessions = 0;

/** A session of its own; the database may lie elsewhere. */
export function aSession(
  chaos: Chaos,
  options: { readonly speed?: number; readonly dataFolder?: string } = {},
): Session {
  const folder = mkdtempSync(join(chaos.folder, 'session-'));
  const database = join(options.dataFolder ?? join(folder, 'data'), 'paper.db');
  const speed = String(options.speed ?? 20_000);
  sessions += 1;
  const files = prepareSession(folder, { seed: chaos.seed, count: CANDLES });
  mkdirSync(join(database, '..'), { recursive: true });
  return {
    folder,
    database,
    settings: {
      ...files,
      STRATEGY_PARAMS: 'every=2',
      SIMULATED_SPEED: speed,
      DB_PATH: database,
      DATA_DIR: join(database, '..'),
    },
  };
}

export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What stands before the command line. */
  readonly within?: readonly string[];
  /** For the runtime. */
  readonly flags?: readonly string[];
  readonly database?: string;
}

/** `cab run`, without a supervisor that would start it again. */
export function start(chaos: Chaos, { folder, settings }: Session, options: StartOptions = {}): LiveProcess {
  const all = { ...settings, ...(options.database === undefined ? {} : { DB_PATH: options.database }) };
  const sets = Object.entries(all).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const line = [
    ...(options.flags ?? []),
    CAB,
    'run',
    ...sets,
    '--port',
    '0',
    '--exit-when-done',
    '--json',
    '--no-supervisor',
  ];
  const [program = process.execPath, ...before] = options.within ?? [];
  const args = options.within ? [...before, process.execPath, ...line] : line;
  const life = startProcess(program, args, { folder, environment: options.environment ?? {} });
  chaos.started.push(life);
  return life;
}

/** Lets it come to its end without further harm; a violation when it does not. */
export async function finish(chaos: Chaos, session: Session, violations: string[]): Promise<Ending> {
  const settings = { ...session.settings, SIMULATED_SPEED: '1000000' };
  const ending = await start(chaos, { ...session, settings }).ended;
  if (ending.code !== 0) violations.push(`an undisturbed start ended with ${ending.code}: ${lastWords(ending)}`);
  return ending;
}

const calm = new Map<number, Promise<unknown>>();

/** The ledger of a run that nobody disturbs; the same for all cases of a seed. */
export function calmLedger(chaos: Chaos): Promise<unknown> {
  const known = calm.get(chaos.seed) ?? liveCalmly(chaos);
  calm.set(chaos.seed, known);
  return known;
}

async function liveCalmly(chaos: Chaos): Promise<unknown> {
  const session = aSession(chaos, { speed: 1_000_000 });
  const violations: string[] = [];
  await finish(chaos, session, violations);
  if (violations.length > 0) throw new Error(violations.join('\n'));
  return auditJournal(session.database).ledger;
}

export function lastWords({ stderr }: Ending): string {
  return stderr.trim().split('\n').slice(-3).join(' | ').slice(-600);
}

export function randomOf({ seed }: Chaos): () => number {
  return seededRandom(seed * 7919 + sessions);
}

/** The same session on its files as they are, moved to where there is space. */
export function movedSession(session: Session): Session {
  const folder = mkdtempSync(join(session.folder, 'moved-'));
  const database = join(folder, 'paper.db');
  for (const suffix of ['', '-wal', '.head', '.emergency']) {
    if (existsSync(`${session.database}${suffix}`)) cpSync(`${session.database}${suffix}`, `${database}${suffix}`);
  }
  return { ...session, database, settings: { ...session.settings, DB_PATH: database, DATA_DIR: folder } };
}
