/** Secrets as they were given, before anything is known of them: where others can read them, and what to look for. */
import { ALL_SETTINGS } from './groups/index.ts';
import { type Layer, type SettingInputs, createLayers } from './layers.ts';
import type { SettingProblem } from './problem.ts';
import { spellingsOf } from './resolve-setting.ts';
import { keysInAddress } from '../../domain/addresses.ts';
import type { Setting } from './setting.ts';

/** Every spelling under which a secret stands by itself, and those that name its file. */
const BY_VALUE = new Set<string>();
const BY_FILE = new Set<string>(['SECRETS_FILE']);
for (const { setting } of ALL_SETTINGS) {
  if (!setting.isSecret) continue;
  for (const spelling of spellingsOf(setting)) (spelling.endsWith('_FILE') ? BY_FILE : BY_VALUE).add(spelling);
}
const PRIVATE = spellingsWhere(({ isHidden, isSecret }) => isHidden && !isSecret);
const KNOWN = spellingsWhere(() => true);

function spellingsWhere(holds: (setting: Setting) => boolean): ReadonlySet<string> {
  return new Set(ALL_SETTINGS.filter(({ setting }) => holds(setting)).flatMap(({ setting }) => spellingsOf(setting)));
}

const MODE_ADVICE = 'can be read by other users of this machine; take that away with chmod 600';

/** Worth a warning, whatever they are. */
export function findExposedSecrets(layers: readonly Layer[], inputs: SettingInputs): readonly SettingProblem[] {
  return layers.flatMap((layer) => [
    ...exposedFiles(layer, inputs),
    ...(layer.source === '.env' ? exposedDotenv(layer, inputs) : []),
    ...(layer.source === 'command line' ? exposedArguments(layer) : []),
  ]);
}

/** The path is not repeated: it may be a secret that was set under the wrong name. */
function exposedFiles({ source, values }: Layer, { isReadableByOthers }: SettingInputs): SettingProblem[] {
  return [...values]
    .filter(([key, { text }]) => BY_FILE.has(key) && isReadableByOthers?.(text) === true)
    .map(([key, { line }]) => ({
      key,
      source,
      value: undefined,
      message: `names a file that ${MODE_ADVICE}`,
      ...(line === undefined ? {} : { line }),
    }));
}

function exposedDotenv({ source, values }: Layer, { isDotenvExposed }: SettingInputs): SettingProblem[] {
  const secrets = [...values.keys()].filter((key) => BY_VALUE.has(key));
  if (isDotenvExposed !== true || secrets.length === 0) return [];
  return [{ key: '.env', source, value: undefined, message: `holds ${secrets.join(', ')} and ${MODE_ADVICE}` }];
}

function exposedArguments({ source, values }: Layer): SettingProblem[] {
  return [...values.keys()]
    .filter((key) => BY_VALUE.has(key))
    .map((key) => ({
      key,
      source,
      value: undefined,
      message: `was given where process lists and the history of the shell show it; ${key.replace(/_B64$/, '')}_FILE names a file instead`,
    }));
}

/** Other names that a secret may stand under by mistake, or for another program. */
const SECRET_NAME = /(KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE|DSN|WEBHOOK)S?(_FILE|_B64)?$|^(API|TELEGRAM)_/i;
/** Of a value whose name only looks like that of a secret. */
const MIN_GUESSED_LENGTH = 8;

/**
 * Every text that no output may hold, also of settings that are refused: values under all names of what is hidden,
 * what their files hold, keys inside addresses, and values of names that were probably meant for a secret.
 */
export function secretsGiven(inputs: SettingInputs): readonly string[] {
  const secrets = new Set<string>();
  for (const { values } of createLayers(inputs).layers) {
    for (const [key, { text }] of values) {
      for (const secret of [...hiddenIn(key, text, inputs), ...keysInAddress(text)]) secrets.add(secret);
    }
  }
  return [...secrets];
}

function hiddenIn(key: string, text: string, { readFile }: SettingInputs): readonly string[] {
  if (BY_VALUE.has(key)) return [text, ...(key.endsWith('_B64') ? [decoded(text)] : [])];
  if (key !== 'SECRETS_FILE' && BY_FILE.has(key)) {
    const file = readFile?.(text);
    // The name of a file that is not there may be the secret itself.
    return [file?.ok === true ? file.value.trim() : text];
  }
  if (PRIVATE.has(key)) return text.split(',').filter((part) => part.length >= MIN_GUESSED_LENGTH);
  return !KNOWN.has(key) && SECRET_NAME.test(key) && text.length >= MIN_GUESSED_LENGTH ? [text] : [];
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8').trim();
}
