/**
 * Keys that nobody reads although they look like ours: a limit with a typo in its name protects nothing.
 *
 * Refused: any unknown flag or run-time change; in the environment, `.env` and the secrets file a key that is within a
 * typing error of one of ours which nothing else sets; in `.env` and the secrets file also one that contains the name of
 * a setting that trades, is contained in one, or is another bot's word for it. Warned about: the same key when ours is set
 * or it is in the environment, keys with one of our prefixes, and anything else in the secrets file. Foreign keys elsewhere
 * are not ours to judge.
 */
import { editDistance } from './edit-distance.ts';
import { ALL_SETTINGS } from './groups/index.ts';
import type { Layer } from './layers.ts';
import type { SettingProblem, SettingSource } from './problem.ts';
import { spellingsOf } from './resolve-setting.ts';
import { REDACTED } from './secret.ts';

// Prefixes that other programs hardly use; `DB_`, `LOG_` or `REDIS_` would blame them.
const OWN_PREFIXES = [
  'RISK_',
  'TELEGRAM_',
  'GATEIO_',
  'INFLUXDB_',
  'SIMULATED_',
  'SQLITE_',
  'PERF_BUDGET_',
  'CONTEXT_',
  'IDEMPOTENCY_',
  'RATE_LIMIT_',
  'RECONCILE_',
  'POSITION_SIZE_',
  'STOP_LOSS',
  'TAKE_PROFIT',
  'TRAILING_',
  'BREAK_EVEN_',
] as const;

/** Every spelling with the key it belongs to. */
const OWNERS: ReadonlyMap<string, string> = new Map(
  ALL_SETTINGS.flatMap(({ setting }) => spellingsOf(setting).map((spelling) => [spelling, setting.key] as const)),
);

/** What trades, by every spelling: secrets, folders and addresses have names that other programs build on. */
const TRADING: readonly string[] = ALL_SETTINGS.flatMap(({ setting }) =>
  setting.isSecret || setting.isOperational ? [] : [setting.key, ...setting.aliases],
);

/** Names that other bots give to settings of ours. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['MAX_OPEN_TRADES', 'MAX_POSITIONS'],
  ['MAX_OPEN_POSITIONS', 'MAX_POSITIONS'],
  ['STAKE_AMOUNT', 'POSITION_SIZE_QUOTE'],
  ['DRY_RUN_WALLET', 'INITIAL_CAPITAL'],
]);

const MAX_TYPING_ERRORS = 2;

export interface UnknownKeys {
  readonly problems: readonly SettingProblem[];
  readonly warnings: readonly SettingProblem[];
}

export function findUnknownKeys(layers: readonly Layer[]): UnknownKeys {
  const setKeys = new Set(layers.flatMap((layer) => [...layer.values.keys()].map((key) => OWNERS.get(key))));
  const problems: SettingProblem[] = [];
  const warnings: SettingProblem[] = [];
  for (const { source, values } of layers) {
    for (const [key, raw] of values) {
      if (OWNERS.has(key)) continue;
      const { nearest, isMistake, isRelated } = compare(key, source);
      const isExact = source === 'command line' || source === 'run-time change';
      // The environment is full of other programs' keys, some of which end like ours.
      const isMeant = isMistake || (isRelated && source !== 'environment');
      const isRefused = isExact || (isMeant && !setKeys.has(OWNERS.get(nearest)));
      if (!isRefused && !isMistake && !isRelated && source !== 'secrets file' && prefixOf(key) === '') continue;
      const line = raw.line === undefined ? {} : { line: raw.line };
      // The value stays hidden: it may be a secret whose name was mistyped.
      const problem = { key, source, value: REDACTED, message: messageFor(key, nearest), ...line };
      (isRefused ? problems : warnings).push(problem);
    }
  }
  return { problems, warnings };
}

interface Comparison {
  readonly nearest: string;
  /** Whether the nearest one was most probably meant. */
  readonly isMistake: boolean;
  /** Whether one name contains the other, or is somebody else's word for it. */
  readonly isRelated: boolean;
}

function compare(key: string, source: SettingSource): Comparison {
  const base = baseOf(key);
  if (base !== '') return { nearest: base, isMistake: true, isRelated: false };
  const upper = key.toUpperCase();
  const prefix = prefixOf(key);
  let nearest = '';
  // Of foreign keys only typing errors matter, and those are near: most names are ruled out by their length.
  const isForeign = prefix === '' && (source === 'environment' || source === '.env');
  let distance = isForeign ? MAX_TYPING_ERRORS + 1 : Number.POSITIVE_INFINITY;
  for (const known of OWNERS.keys()) {
    if (Math.abs(upper.length - known.length) >= distance) continue;
    // Names that begin alike come first: that is where a reader would look.
    const candidate = editDistance(upper, known) + (known.startsWith(prefix) ? 0 : upper.length);
    if (candidate < distance) {
      nearest = known;
      distance = candidate;
    }
  }
  const isNear = nearest !== '' && distance <= tolerance(nearest.length, source);
  const related = isNear ? '' : relatedTo(upper);
  if (related !== '') return { nearest: related, isMistake: false, isRelated: true };
  const isAlike = prefix !== '' || distance <= upper.length / 2;
  return { nearest: isAlike || isNear ? nearest : '', isMistake: isNear, isRelated: false };
}

/** The spelling that the key contains or is contained in, word by word; of several the one nearest in length. */
function relatedTo(key: string): string {
  const other = OTHER_WORDS.get(key);
  if (other !== undefined) return other;
  let related = '';
  let difference = Number.POSITIVE_INFINITY;
  for (const known of TRADING) {
    const [short, long] = known.length < key.length ? [known, key] : [key, known];
    // A single word stands in too many names.
    const isPart = short.includes('_') && `_${long}_`.includes(`_${short}_`);
    if (!isPart || long.length - short.length >= difference) continue;
    related = known;
    difference = long.length - short.length;
  }
  return related;
}

function prefixOf(key: string): string {
  return OWN_PREFIXES.find((start) => key.startsWith(start)) ?? '';
}

/** The plain setting of `KEY_FILE` or `KEY_B64`, which only secrets may have; empty when there is none. */
function baseOf(key: string): string {
  const base = key.replace(/_(FILE|B64)$/, '');
  return base !== key && OWNERS.has(base) ? base : '';
}

/** Short names are near to many words (`HOME` to `HOST`), and the environment is full of other programs' keys. */
function tolerance(length: number, source: SettingSource): number {
  if (length >= 8) return MAX_TYPING_ERRORS;
  return length >= 5 || source !== 'environment' ? 1 : -1;
}

function messageFor(key: string, nearest: string): string {
  if (baseOf(key) !== '') return `is not a setting: ${nearest} is no secret, only those are read from _FILE and _B64`;
  return nearest === '' ? 'is not a setting' : `is not a setting; the nearest one is ${nearest}`;
}
