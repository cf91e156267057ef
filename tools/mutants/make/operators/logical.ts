import { type Mutation, type Operator, replace, swapOperator } from '../mutation.ts';
import { textOf } from '../spot.ts';

/** Each operand left out, and the other operator between them. */
export const logical: Operator = {
  name: 'logical',
  propose(spot) {
    const { node } = spot;
    if (node.type !== 'LogicalExpression') return [];
    const found: Mutation[] = [replace(spot, textOf(spot, node.left)), replace(spot, textOf(spot, node.right))];
    if (node.operator === '&&') found.push(swapOperator(spot, node, '&&', '||'));
    if (node.operator === '||') {
      // Binds closer than what stands to its left.
      const isChain = node.left.type === 'LogicalExpression' && node.left.operator === '||';
      const swapped = swapOperator(spot, node, '||', '&&');
      const rest = swapped.replacement.slice(node.left.end - node.start);
      found.push(isChain ? replace(spot, `(${textOf(spot, node.left)})${rest}`) : swapped);
    }
    return found;
  },
};
