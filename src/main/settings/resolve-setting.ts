/** Finds the value of one setting: the strongest layer that names it, by any of its spellings. */
import { type Result, err, ok } from '../../domain/result.ts';
import type { Layer, RawValue, ReadTextFile } from './layers.ts';
import { type SettingProblem, type SettingSource, shownValue } from './problem.ts';
import { Secret } from './secret.ts';
import type { Setting } from './setting.ts';

export interface SettingOrigin {
  readonly source: SettingSource;
  /** The spelling that was set: the key, an alias, or either with `_FILE` or `_B64`. */
  readonly usedKey: string;
}

export interface Resolved {
  readonly value: unknown;
  readonly origin: SettingOrigin;
  readonly warnings: readonly SettingProblem[];
}

const SECRET_FORMS = ['', '_FILE', '_B64'] as const;

/** Every name the setting can be given under, the key first. */
export function spellingsOf(setting: Setting): readonly string[] {
  const names = [setting.key, ...setting.aliases];
  return setting.isSecret ? names.flatMap((name) => SECRET_FORMS.map((form) => `${name}${form}`)) : names;
}

/** The value and where it is from, `undefined` when no layer names it; or everything that is wrong with it. */
export function resolveSetting(
  setting: Setting,
  layers: readonly Layer[],
  readFile: ReadTextFile | undefined,
): Result<Resolved | undefined, readonly SettingProblem[]> {
  const spellings = spellingsOf(setting);
  const named = layers
    .map((layer) => ({ layer, used: spellings.filter((spelling) => layer.values.has(spelling)) }))
    .filter(({ used }) => used.length > 0);
  const [strongest, ...weaker] = named;
  if (strongest === undefined) return ok(undefined);
  const { source } = strongest.layer;
  const problems: SettingProblem[] = [];
  const warnings: SettingProblem[] = [];
  const values: { readonly usedKey: string; readonly value: unknown }[] = [];
  for (const usedKey of strongest.used) {
    const raw = strongest.layer.values.get(usedKey) ?? { text: '' };
    const at = { key: usedKey, source, value: shownValue(raw.text, setting.isHidden), ...lineOf(raw) };
    if (source === 'run-time change' && !setting.isRuntimeSafe) {
      problems.push({ ...at, message: 'cannot be changed while the bot runs; set it in the environment or .env' });
      continue;
    }
    const read = readForm(setting, usedKey, raw.text, readFile);
    const parsed = read.ok ? setting.parse(read.value, usedKey) : read;
    if (!parsed.ok) {
      problems.push({ ...at, message: parsed.error });
      continue;
    }
    const caution = setting.caution(raw.text);
    if (caution !== undefined) warnings.push({ ...at, message: caution });
    values.push({ usedKey, value: parsed.value });
  }
  const [first, ...others] = values;
  if (first !== undefined) problems.push(...conflicts(setting, source, first, others));
  if (problems.length > 0 || first === undefined) return err(problems);
  for (const { layer, used } of weaker) warnings.push(...hiddenBy(setting, first, source, layer, used));
  return ok({ value: first.value, origin: { source, usedKey: first.usedKey }, warnings });
}

interface Named {
  readonly usedKey: string;
  readonly value: unknown;
}

/** Two names of one setting in one place must agree: nobody can tell which one was meant. */
function conflicts(setting: Setting, source: SettingSource, first: Named, others: readonly Named[]): SettingProblem[] {
  const wanted = comparable(setting, first.value);
  const differing = others.filter((other) => comparable(setting, other.value) !== wanted);
  return differing.map((other) => ({
    key: first.usedKey,
    source,
    value: setting.show(first.value),
    message:
      `and ${other.usedKey} are two names of one setting and differ` +
      `${setting.isHidden ? '' : ` (${setting.show(first.value)} and ${setting.show(other.value)})`}; keep one`,
  }));
}

/** Overriding by the same name is what layers are for; by another name it is easily overlooked. */
function hiddenBy(
  setting: Setting,
  first: Named,
  source: SettingSource,
  weaker: Layer,
  used: readonly string[],
): SettingProblem[] {
  if (setting.isSecret) return [];
  const hidden = used.filter((usedKey) => {
    const parsed = setting.parse(weaker.values.get(usedKey)?.text ?? '', usedKey);
    const isDifferent = !parsed.ok || comparable(setting, parsed.value) !== comparable(setting, first.value);
    return usedKey !== first.usedKey && isDifferent;
  });
  return hidden.map((usedKey) => ({
    key: first.usedKey,
    source,
    value: setting.show(first.value),
    message: `hides ${usedKey} (${weaker.source}), another name of the same setting with another value`,
  }));
}

function readForm(
  setting: Setting,
  usedKey: string,
  text: string,
  readFile: ReadTextFile | undefined,
): Result<string, string> {
  const names = [setting.key, ...setting.aliases];
  if (!setting.isSecret || names.includes(usedKey)) return ok(text);
  if (usedKey.endsWith('_B64')) return decodeBase64(text);
  const file = readFile?.(text) ?? err('there is no access to files here');
  if (!file.ok) return err(`must be the path of a readable file (${file.error})`);
  const content = file.value.trim();
  return content === '' ? err('names an empty file') : ok(content);
}

function decodeBase64(text: string): Result<string, string> {
  const bytes = Buffer.from(text, 'base64');
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === text.replace(/\s/g, '').replace(/=+$/, '');
  const decoded = bytes.toString('utf8').trim();
  const isText = Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
  return isBase64 && isText && decoded !== '' ? ok(decoded) : err('must be base64 of UTF-8 text (base64 -w0 < file)');
}

function comparable(setting: Setting, value: unknown): string {
  return value instanceof Secret ? value.reveal() : setting.format(value);
}

function lineOf(raw: RawValue): { readonly line?: number } {
  return raw.line === undefined ? {} : { line: raw.line };
}
