/** Every change that is tried on a file. */
import type { Node } from 'oxc-parser';
import type { Mutant, Mutation } from './mutation.ts';
import { operators } from './operators/index.ts';
import { type Spot, calledName, countsChanges, walk } from './spot.ts';

const PROSE_FIELDS = new Set(['message', 'cause']);
const NOISE = new Set(['TemplateLiteral', 'ThrowStatement', 'ImportDeclaration']);

function isNoiseCall(node: Node): boolean {
  if (node.type === 'ExpressionStatement') return isNoiseCall(node.expression);
  if (calledName(node) === 'unreachable') return true;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object } = node.callee;
  return object.type === 'Identifier' && object.name === 'console';
}

/** Texts for people, failures of our own, and what cannot happen: a test of those says nothing about money. */
function isNoise({ node, ancestors, key }: Spot): boolean {
  const parent = ancestors[0];
  if (NOISE.has(node.type) || isNoiseCall(node)) return true;
  if (parent?.type === 'CallExpression' && calledName(parent) === 'assert') return node !== parent.arguments[0];
  return parent?.type === 'Property' && key === 'value' && PROSE_FIELDS.has(keyOf(parent.key));
}

function keyOf(key: { readonly type: string }): string {
  return 'name' in key && typeof key.name === 'string' ? key.name : '';
}

function isAssertion({ node, ancestors }: Spot): boolean {
  const isAsserted = ancestors.some((ancestor) => calledName(ancestor) === 'assert');
  return isAsserted || calledName(node.type === 'ExpressionStatement' ? node.expression : node) === 'assert';
}

/** What must keep its own form: the target of an assignment, the callee, parts of a chain, the name of a field. */
function isFixed({ node, key, ancestors }: Spot): boolean {
  const parent = ancestors[0]?.type;
  if (countsChanges(node) || countsChanges(ancestors[0])) return true;
  if (key === 'callee' || (key === 'left' && parent === 'AssignmentExpression')) return true;
  if (key === 'key' && ancestors[0] && 'computed' in ancestors[0] && !ancestors[0].computed) return true;
  const isInChain = ancestors.some((node) => node.type === 'ChainExpression');
  return isInChain && key === 'object';
}

export function findMutants(path: string, source: string, firstId = 0): Mutant[] {
  const found = new Map<string, Mutation & { readonly operator: string }>();
  walk(source, (spot) => {
    if (isNoise(spot)) return spot.node.type === 'TemplateLiteral' ? proposeReturned(spot) : false;
    if (!isFixed(spot)) propose(spot);
    return true;
  });
  const lineOf = lineCounter(source);
  return [...found.values()]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map((mutation, index) => ({ id: firstId + index, path, line: lineOf(mutation.start), ...mutation }));

  function propose(spot: Spot, names?: readonly string[]): void {
    const isAsserted = isAssertion(spot);
    for (const operator of operators) {
      if (isAsserted && operator.isForAsserts !== true) continue;
      if (names?.includes(operator.name) === false) continue;
      for (const mutation of operator.propose(spot)) {
        // Two operators may come to the same text; the first one names it.
        const key = `${mutation.start} ${mutation.end} ${mutation.replacement}`;
        if (!found.has(key)) found.set(key, { ...mutation, operator: operator.name });
      }
    }
  }

  /** A text is prose, but whether there is one decides: a rule denies by giving one back. */
  function proposeReturned(spot: Spot): false {
    propose(spot, ['returned']);
    return false;
  }
}

function lineCounter(source: string): (offset: number) => number {
  const starts = [...source.matchAll(/\n/g)].map(({ index }) => index + 1);
  return (offset) => 1 + starts.filter((start) => start <= offset).length;
}
