/** Takes clock, randomness, timers, environment, network and files away while a function runs. */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

/** Something reached for the world through the seal. */
class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

const load = createRequire(import.meta.url);

function broken(what: string): never {
  throw new SealBroken(`the sealed run used ${what}`);
}

type Holder = Record<string, unknown>;
type Restore = () => void;

/** Replaces a member by a thrower; answers with what puts it back. */
function poison(holder: Holder, key: string, what: string): Restore {
  return replace(holder, key, { value: () => broken(what), writable: true });
}

function replace(holder: Holder, key: string, descriptor: PropertyDescriptor): Restore {
  const own = Object.getOwnPropertyDescriptor(holder, key);
  Object.defineProperty(holder, key, { configurable: true, enumerable: true, ...descriptor });
  return () => {
    if (own) Object.defineProperty(holder, key, own);
    else Reflect.deleteProperty(holder, key);
  };
}

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
const RANDOM = ['randomUUID', 'randomBytes', 'randomInt', 'randomFillSync', 'getRandomValues'];

/** A `Date` that needs to be told the time. */
function sealedDate(): typeof Date {
  return new Proxy(Date, {
    construct: (target, values: unknown[]) =>
      values.length === 0 ? broken('new Date()') : new target(...(values as [number])),
    apply: () => broken('Date()'),
    get: (target, key, receiver) => (key === 'now' ? () => broken('Date.now') : Reflect.get(target, key, receiver)),
  });
}

function sealedEnvironment(): NodeJS.ProcessEnv {
  return new Proxy(
    {},
    {
      get: (_target, key) => broken(`process.env.${String(key)}`),
      has: () => broken('process.env'),
      ownKeys: () => broken('process.env'),
    },
  );
}

function poisonAll(): Restore[] {
  const global = globalThis as unknown as Holder;
  const restores = [
    replace(global, 'Date', { value: sealedDate(), writable: true }),
    poison(Math as unknown as Holder, 'random', 'Math.random'),
    poison(performance as unknown as Holder, 'now', 'performance.now'),
    poison(global, 'fetch', 'fetch'),
    ...TIMERS.map((name) => poison(global, name, name)),
    ...RANDOM.filter((name) => name in globalThis.crypto).map((name) =>
      poison(globalThis.crypto as unknown as Holder, name, `crypto.${name}`),
    ),
    replace(process as unknown as Holder, 'env', { value: sealedEnvironment(), writable: true }),
    poison(process as unknown as Holder, 'hrtime', 'process.hrtime'),
    poison(process as unknown as Holder, 'nextTick', 'process.nextTick'),
    ...poisonModule('node:crypto', (name) => RANDOM.includes(name)),
    ...poisonModule('node:fs', (name) => name !== 'constants'),
    ...poisonModule('node:fs/promises', (name) => name !== 'constants'),
    ...poisonModule('node:timers', () => true),
  ];
  // Named imports of built-in modules follow only after this.
  syncBuiltinESMExports();
  return restores;
}

function poisonModule(name: string, isMeant: (member: string) => boolean): Restore[] {
  const module = load(name) as Holder;
  const members = Object.keys(module).filter((member) => isMeant(member) && isPlainFunction(module, member));
  return members.map((member) => poison(module, member, `${name} ${member}`));
}

function isPlainFunction(module: Holder, member: string): boolean {
  const descriptor = Object.getOwnPropertyDescriptor(module, member);
  return descriptor?.configurable === true && typeof descriptor.value === 'function' && !/^[A-Z]/.test(member);
}

/**
 * Runs synchronous work with nothing of the world within reach.
 * @throws SealBroken from inside the work when it reaches out, unless the work catches it.
 */
export function sealed<T>(work: () => T): T {
  const restores = poisonAll();
  try {
    return work();
  } finally {
    for (const restore of restores.toReversed()) restore();
    syncBuiltinESMExports();
  }
}
