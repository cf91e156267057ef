/** Secrets that stand where other people of this machine can read them: worth a warning, whatever they are. */
import { ALL_SETTINGS } from './groups/index.ts';
import type { Layer, SettingInputs } from './layers.ts';
import type { SettingProblem } from './problem.ts';
import { spellingsOf } from './resolve-setting.ts';

/** Every spelling under which a secret stands by itself, and those that name its file. */
const BY_VALUE = new Set<string>();
const BY_FILE = new Set<string>(['SECRETS_FILE']);
for (const { setting } of ALL_SETTINGS) {
  if (!setting.isSecret) continue;
  for (const spelling of spellingsOf(setting)) (spelling.endsWith('_FILE') ? BY_FILE : BY_VALUE).add(spelling);
}

const MODE_ADVICE = 'can be read by other users of this machine; take that away with chmod 600';

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
