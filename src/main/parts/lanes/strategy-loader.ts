/** Finds strategies by name or by file, and reads the files that their parameters name. */
import { readFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { StrategyDefinition } from '../../../core/strategies/api/index.ts';
import { strategies } from '../../../core/strategies/index.ts';
import { type Result, err, ok } from '../../../domain/index.ts';

const IMPORT_NAME = 'crypto-ai-bot/strategy';
let isResolvable = false;

/** A user's strategy may live in any folder: its import of the strategy API is answered from here. */
function makeApiResolvable(): void {
  if (isResolvable) return;
  isResolvable = true;
  // Beside the bundle that this file becomes a part of.
  const built = new URL('./strategy.js', import.meta.url);
  const source = new URL('../../../core/strategies/api/index.ts', import.meta.url);
  const target = existsSync(fileURLToPath(built)) ? built.href : source.href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === IMPORT_NAME ? { url: target, shortCircuit: true } : next(specifier, context),
  });
}

/** Far more than reading a model takes: what is not there by then waits for something that never comes. */
const LOAD_LIMIT_MS = 15_000;

/** The error says what was looked for and what is known. */
export async function loadStrategy(
  nameOrPath: string,
  limitMs: number = LOAD_LIMIT_MS,
): Promise<Result<StrategyDefinition, string>> {
  const known = strategies.find((strategy) => strategy.name === nameOrPath);
  if (known) return ok(known);
  if (!/\.[cm]?[jt]s$/.test(nameOrPath)) {
    const names = strategies.map((strategy) => strategy.name).join(', ');
    return err(
      `strategy "${nameOrPath}" is not known; known are ${names}, or a path to a .ts file such as ./my-strategy.ts`,
    );
  }
  const path = resolve(nameOrPath);
  if (!existsSync(path)) return err(`strategy file ${path} does not exist`);
  makeApiResolvable();
  try {
    const module = await within(limitMs, import(pathToFileURL(path).href) as Promise<Record<string, unknown>>);
    if (!module) return err(`strategy file ${path} does not finish loading: it awaits something that never comes`);
    const found = Object.values(module).filter(isStrategy);
    if (found.length === 1) return ok(found[0] as StrategyDefinition);
    return err(`strategy file ${path} must export one strategy made by defineStrategy, it exports ${found.length}`);
  } catch (error) {
    return err(`strategy file ${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `undefined` when it took longer; the process stays alive meanwhile. */
async function within<T>(limitMs: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}

function isStrategy(value: unknown): value is StrategyDefinition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'parameters' in value &&
    typeof (value as { setup?: unknown }).setup === 'function'
  );
}

/** Contents of the files that text parameters name, by parameter; one that cannot be read is left out. */
export async function readAttachments(
  strategy: StrategyDefinition,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const attachments: Record<string, string> = {};
  for (const [name, declared] of Object.entries(strategy.parameters)) {
    const path = parameters[name] ?? declared.default;
    if (declared.kind !== 'text' || typeof path !== 'string' || path === '') continue;
    const contents = await readFile(path, 'utf8').catch(() => undefined);
    if (contents !== undefined) attachments[name] = contents;
  }
  return attachments;
}
