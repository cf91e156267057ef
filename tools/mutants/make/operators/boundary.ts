import { type Operator, swapOperator } from '../mutation.ts';

const NEIGHBOURS = new Map([
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
]);

/** Whether the limit itself is inside. */
export const boundary: Operator = {
  name: 'boundary',
  isForAsserts: true,
  propose(spot) {
    const { node } = spot;
    if (node.type !== 'BinaryExpression') return [];
    const neighbour = NEIGHBOURS.get(node.operator);
    return neighbour === undefined ? [] : [swapOperator(spot, node, node.operator, neighbour)];
  },
};
