/** Lets Node import the project with instrumented files, as often as needed and each time anew. */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SWITCH_MODULE } from '../make/instrument.ts';

const ROOT = new URL('../../../', import.meta.url).href;
const TOOL = new URL('.', import.meta.url).href;
const STAND_INS: ReadonlyMap<string, string> = new Map([
  ['vitest', new URL('harness.ts', TOOL).href],
  [SWITCH_MODULE, new URL('mutant-switch.ts', TOOL).href],
  ['fast-check', new URL('fast-check-with-default', TOOL).href],
]);
/** Tests import the default of fast-check; our files have none. */
const WITH_DEFAULT =
  "export * from './short-fast-check.ts'; export { shortened as default } from './short-fast-check.ts';";

/** Makes an address of its own, so that Node does not give out the module that it has. */
const ANEW = /\?anew=\d+/;

/** A place in a stack, as V8 writes it. */
interface Frame {
  toString(): string;
}

export interface Loader {
  /** Imports a file and all it imports as modules of their own. Paths are from the repository's root. */
  importAnew(path: string): Promise<unknown>;
  /** Paths of everything that the latest `importAnew` loaded, and what was imported later on. */
  loaded(): readonly string[];
}

/** `instrumented` holds, by path, what is to be run instead of what is on the disk. */
export function installLoader(instrumented: ReadonlyMap<string, string>): Loader {
  const stripped = new Map<string, string>();
  let latest = new Set<string>();
  let generation = 0;

  // Tests and the engine read the places of failures.
  Error.prepareStackTrace = (error, frames: readonly Frame[]) =>
    [String(error), ...frames.map((frame) => `    at ${frame.toString()}`)]
      .join('\n')
      .replaceAll(new RegExp(ANEW, 'g'), '');

  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL = '' } = context;
      const standIn = isProject(parentURL) ? STAND_INS.get(specifier) : undefined;
      if (standIn !== undefined) return { url: standIn, shortCircuit: true };
      const found = next(specifier, context);
      const anew = ANEW.exec(parentURL)?.[0] ?? '';
      return isProject(found.url) && !found.url.includes('?') ? { ...found, url: found.url + anew } : found;
    },
    load(url, context, next) {
      if (url === STAND_INS.get('fast-check')) return { format: 'module', source: WITH_DEFAULT, shortCircuit: true };
      if (!isProject(url) || !url.includes('?anew=')) return next(url, context);
      const path = url.slice(ROOT.length, url.indexOf('?'));
      latest.add(path);
      return { format: 'module', source: sourceOf(path), shortCircuit: true };
    },
  });

  function sourceOf(path: string): string {
    const known = stripped.get(path);
    if (known !== undefined) return known;
    const source = instrumented.get(path) ?? readFileSync(fileURLToPath(ROOT + path), 'utf8');
    const code = stripTypeScriptTypes(source);
    stripped.set(path, code);
    return code;
  }

  return {
    importAnew(path) {
      generation += 1;
      latest = new Set();
      return import(`${pathToFileURL(fileURLToPath(ROOT + path)).href}?anew=${generation}`);
    },
    loaded: () => [...latest],
  };
}

function isProject(url: string): boolean {
  return (
    url.startsWith(ROOT) && !url.startsWith(TOOL) && !url.startsWith(`${ROOT}node_modules/`) && /\.ts(?:\?|$)/.test(url)
  );
}
