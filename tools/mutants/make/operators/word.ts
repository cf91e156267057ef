import type { Node, ObjectExpression } from 'oxc-parser';
import { type Operator, replace } from '../mutation.ts';
import { type Spot, plainString } from '../spot.ts';

const OPPOSITES = new Map([
  ['up', 'down'],
  ['down', 'up'],
  ['floor', 'ceil'],
  ['ceil', 'floor'],
  ['buy', 'sell'],
  ['sell', 'buy'],
  ['gtc', 'ioc'],
  ['ioc', 'gtc'],
]);

/** An object of nothing but words, as in a table of states. What it takes from other objects is taken for words. */
function isTable(node: Node): node is ObjectExpression {
  if (node.type !== 'ObjectExpression') return false;
  const values = node.properties.filter((property) => property.type === 'Property').map(({ value }) => value);
  return values.length > 1 && values.every((value) => /^[a-zA-Z]+$/.test(plainString(value) ?? ''));
}

/** All words of the file's tables, found by their form: `key: 'word'` and a comma. */
function tableWords(source: string): string[] {
  return [...new Set([...source.matchAll(/\w: '([a-zA-Z]+)'[, ]/g)].map(([, word = '']) => word))].sort();
}

function isCompared({ key, ancestors }: Spot): boolean {
  const parent = ancestors[0];
  return parent?.type === 'BinaryExpression' || parent?.type === 'SwitchCase' || key === 'key' || key === 'property';
}

/**
 * Words that decide: a direction or a side becomes its opposite, an entry of a table the next word of the file, a `case`
 * is never met. Comparisons are left to `condition`, and every other text is prose.
 */
export const word: Operator = {
  name: 'word',
  propose(spot) {
    const { node, ancestors, key } = spot;
    const text = plainString(node);
    if (text === undefined) return [];
    if (ancestors[0]?.type === 'SwitchCase' && key === 'test') return [replace(spot, 'undefined')];
    if (isCompared(spot)) return [];
    if (ancestors[0]?.type === 'Property' && ancestors[1] && isTable(ancestors[1])) {
      const words = tableWords(spot.source);
      const next = words[(words.indexOf(text) + 1) % words.length];
      return next === undefined || next === text ? [] : [replace(spot, `'${next}'`)];
    }
    const opposite = OPPOSITES.get(text);
    return opposite === undefined ? [] : [replace(spot, `'${opposite}'`)];
  },
};
