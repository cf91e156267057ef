import { type Operator, replace } from '../mutation.ts';
import { textOf } from '../spot.ts';

const SIGNS = new Set(['!', '-', '~']);

/** A sign or negation left out. A whole condition is left to `condition`. */
export const unary: Operator = {
  name: 'unary',
  propose(spot) {
    const { node, ancestors } = spot;
    if (node.type !== 'UnaryExpression' || !SIGNS.has(node.operator)) return [];
    if (node.operator === '!' && ancestors[0]?.type !== 'LogicalExpression') return [];
    return [replace(spot, textOf(spot, node.argument))];
  },
};
