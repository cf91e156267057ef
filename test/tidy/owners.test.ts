/** Who changes what in the engine: each part of the state only its own methods, and nobody outside the engine at all. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';
import { type SourceFile, placeOf, program, sourceFile } from './tree.ts';

const ENGINE = 'src/core/engine';
/** The engine's rooms; each may use those before it, and what lies beside `engine.ts`. */
const ROOMS = ['series', 'state', 'position', 'orders', 'decide', 'control', 'saved'];

const CHAIN = String.raw`(?<![.\w#])([\w$]+)((?:[?!]?\.#?[\w$]+|\[[^\]\n]+\])+)`;
const ASSIGNED = new RegExp(String.raw`${CHAIN}\s*(?:(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=(?![=>])|\+\+|--)`, 'g');
const PREFIXED = new RegExp(String.raw`(?:\+\+|--)\s*${CHAIN}`, 'g');
const MUTATED = new RegExp(String.raw`${CHAIN}\.(?:push|pop|shift|unshift|splice|fill|sort|reverse|copyWithin)\(`, 'g');

/** Names that the file itself made, or took from its own fields. */
function ownNames(code: string): ReadonlySet<string> {
  const made = [...code.matchAll(/\bconst\s+([\w$]+)(?:\s*:[^=\n]+)?\s*=\s*(?:[{[]|new\b|create\w*\(|this\b)/g)];
  const taken = [...code.matchAll(/\bconst\s+\{([^}]*)\}\s*=\s*this\b/g)];
  return new Set([
    'this',
    ...made.map(([, name = '']) => name),
    ...taken.flatMap(([, names = '']) => names.split(',').map((name) => name.replace(/^.*:/, '').trim())),
  ]);
}

/** A line for every change of something that is neither `this` nor made in the file. */
function foreignChanges(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text, code }) => {
    const own = ownNames(code);
    return [ASSIGNED, PREFIXED, MUTATED].flatMap((pattern) =>
      [...code.matchAll(pattern)]
        .filter(([, root = '']) => !own.has(root))
        .map(({ index, 1: root, 2: rest }) => `${placeOf(path, text, index)}: ${root}${rest} is not its own`),
    );
  });
}

/** A room's own rooms belong to it. */
function roomNameOf(path: string): string {
  return posix.relative(ENGINE, posix.dirname(path)).split('/')[0] ?? '';
}

function roomOf(path: string): number {
  return ROOMS.indexOf(roomNameOf(path));
}

/** A line for every import that goes up. */
function upwardImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ target }) => {
      if (!target?.startsWith(`${ENGINE}/`) || roomOf(file.path) < 0 || roomOf(target) <= roomOf(file.path)) return [];
      return [`${file.path} imports ${target}, which comes after it`];
    }),
  );
}

/** Files outside that look into the engine's rooms. */
function trespassers(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !path.startsWith(`${ENGINE}/`))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target?.startsWith(`${ENGINE}/`) && target !== `${ENGINE}/index.ts`)
        .map(({ target }) => `${file.path} imports ${target}; what others may use is in ${ENGINE}/index.ts`),
    );
}

const engine = program.filter(({ path }) => path.startsWith(`${ENGINE}/`));

describe('the state of the engine', () => {
  it('is changed by its owners only', () => {
    expect(foreignChanges(engine)).toEqual([]);
  });

  it('is seen from outside through the index alone, and there only as types to read', () => {
    expect(trespassers(program)).toEqual([]);
    const index = engine.find(({ path }) => path === `${ENGINE}/index.ts`);
    const values = [...(index?.uncommented ?? '').matchAll(/export (?!type)\{([^}]*)\} from '([^']*)'/g)];
    expect(values.map(([, , from]) => from).filter((from) => /\.\/(?:state|series)\//.test(from ?? ''))).toEqual([]);
  });

  it('has rooms that use each other in one direction', () => {
    expect(upwardImports(engine)).toEqual([]);
    const rooms = new Set(engine.map(({ path }) => roomNameOf(path)));
    expect([...rooms].filter((room) => room !== '').sort()).toEqual([...ROOMS].sort());
  });
});

const changes = (text: string): string[] => foreignChanges([sourceFile('src/core/engine/orders/a.ts', text)]);

describe('controls', () => {
  it.each([
    'lane.position = undefined;',
    'state.portfolio.reservedQuote += budget;',
    'order.lookups++;',
    '--order.lookups;',
    'state.lanes.push(lane);',
    'lane.outcome.denials[0] = denial;',
    'market.last ??= 1;',
    'const { lane } = state;\nlane.exitOrder = order;',
    'const lane = state.lanes[0] as Lane;\nlane.guard.sinceMs = 0;',
  ])('%s is found', (text) => expect(changes(text)).toHaveLength(1));

  it.each([
    'this.#last = 1;',
    'const found = {};\nfound.a = 1;',
    'const sent: number[] = [];\nsent.push(1);',
    'const { outbox } = this;\noutbox.length = 0;',
    'const sent = this.#sent;\nsent.splice(0, 1);',
    'if (lane.position === undefined || lane.id >= 2) return;',
    'state.orders.add(order);',
    'const is = (lane: Lane) => lane.id === 1;',
  ])('%s is fine', (text) => expect(changes(text)).toEqual([]));

  it('imports that go up or look in are found', () => {
    const up = sourceFile('src/core/engine/state/a.ts', "import type { b } from '../orders/b.ts';");
    const beside = sourceFile('src/core/engine/state/a.ts', "import { settings } from '../settings.ts';");
    const inside = sourceFile('src/runtime/a.ts', "import { Lane } from '../core/engine/state/lane.ts';");
    expect([upwardImports([up]), upwardImports([beside]), trespassers([inside])].map(({ length }) => length)).toEqual([
      1, 0, 1,
    ]);
  });
});
