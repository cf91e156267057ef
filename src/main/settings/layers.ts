/** The places settings come from, as one ordered list of layers, strongest first. */
import type { Result } from '../../domain/result.ts';
import { parseDotenv } from './dotenv.ts';
import type { SettingProblem, SettingSource } from './problem.ts';

/** Reads a text file; the error says why not, without the content (`ENOENT`, `EACCES`). */
export type ReadTextFile = (path: string) => Result<string, string>;

export interface SettingInputs {
  /** Command-line flags by key. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Changes made through the API, as stored. */
  readonly runtimeOverrides?: Readonly<Record<string, string>>;
  /** What a run goes on with where nobody says otherwise. */
  readonly kept?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly dotenvText?: string;
  /** Why an existing `.env` could not be read. */
  readonly dotenvFailure?: string;
  readonly readFile?: ReadTextFile;
  /** Whether others than its owner may read the file. */
  readonly isReadableByOthers?: (path: string) => boolean;
  readonly isDotenvExposed?: boolean;
}

export interface RawValue {
  readonly text: string;
  readonly line?: number;
}

export interface Layer {
  readonly source: SettingSource;
  readonly values: ReadonlyMap<string, RawValue>;
}

export interface Layers {
  readonly layers: readonly Layer[];
  readonly problems: readonly SettingProblem[];
}

/** Builds all layers; an empty value counts as absent everywhere. */
export function createLayers(inputs: SettingInputs): Layers {
  const problems: SettingProblem[] = [];
  const dotenv = parseDotenv(inputs.dotenvText ?? '');
  if (inputs.dotenvFailure !== undefined) {
    const message = `cannot be read (${inputs.dotenvFailure}); fix its permissions or remove it`;
    problems.push({ key: '.env', source: '.env', value: undefined, message });
  }
  for (const { line, message } of dotenv.problems) {
    problems.push({ key: `line ${line}`, source: '.env', value: undefined, message, line });
  }
  const layers: Layer[] = [
    recordLayer('command line', inputs.overrides ?? {}),
    recordLayer('run-time change', inputs.runtimeOverrides ?? {}),
    recordLayer('environment', inputs.env ?? {}),
    dotenvLayer(dotenv.entries),
  ];
  const naming = layers.find((layer) => layer.values.has('SECRETS_FILE'));
  if (naming !== undefined) layers.push(secretsLayer(naming, inputs.readFile, problems));
  if (inputs.kept !== undefined) layers.push(recordLayer('kept from the run', inputs.kept));
  return { layers, problems };
}

function recordLayer(source: SettingSource, record: Readonly<Record<string, string | undefined>>): Layer {
  const values = new Map<string, RawValue>();
  for (const [key, value] of Object.entries(record)) {
    const text = value?.trim() ?? '';
    if (text !== '') values.set(key, { text });
  }
  return { source, values };
}

function dotenvLayer(entries: ReturnType<typeof parseDotenv>['entries']): Layer {
  const values = new Map<string, RawValue>();
  for (const { key, value, line } of entries) {
    const text = value.trim();
    if (text !== '') values.set(key, { text, line });
  }
  return { source: '.env', values };
}

/** The path is not repeated in problems: it may be the secret itself, set under the wrong name. */
function secretsLayer(naming: Layer, readFile: ReadTextFile | undefined, problems: SettingProblem[]): Layer {
  const values = new Map<string, RawValue>();
  const layer: Layer = { source: 'secrets file', values };
  const report = (message: string, key = 'SECRETS_FILE') => {
    const source = key === 'SECRETS_FILE' ? naming.source : layer.source;
    problems.push({ key, source, value: undefined, message });
  };
  const path = naming.values.get('SECRETS_FILE')?.text ?? '';
  const file = readFile?.(path) ?? { ok: false, error: 'there is no access to files here' };
  if (!file.ok) {
    report(`must be the path of a readable JSON file (${file.error})`);
    return layer;
  }
  const parsed = parseObject(file.value);
  if (parsed === undefined) {
    report('must be the path of a file with a JSON object like {"API_KEY": "…"}');
    return layer;
  }
  for (const [key, value] of Object.entries(parsed)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      report('must be text, a number, true or false', key);
    } else if (String(value).trim() !== '') {
      values.set(key, { text: String(value).trim() });
    }
  }
  return layer;
}

/** The parser's own message is dropped: it quotes the text. */
function parseObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
