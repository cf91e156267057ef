import type { Node } from 'oxc-parser';
import { type Operator, replace, swapOperator } from '../mutation.ts';
import { type Spot, plainString, textOf } from '../spot.ts';

const OPPOSITES = new Map([
  ['+', '-'],
  ['-', '+'],
  ['*', '/'],
  ['/', '*'],
  ['%', '*'],
  ['<<', '>>'],
  ['>>', '<<'],
]);

/** Texts are put together with `+` too. */
function isText(node: Node): boolean {
  if (node.type === 'BinaryExpression') return isText(node.left) || isText(node.right);
  return node.type === 'TemplateLiteral' || plainString(node) !== undefined;
}

/** The step of a counting loop, which would not end in the other direction. */
function isLoopStep({ key, ancestors }: Spot): boolean {
  return key === 'update' && ancestors[0]?.type === 'ForStatement';
}

export const arithmetic: Operator = {
  name: 'arithmetic',
  propose(spot) {
    const { node } = spot;
    if (node.type === 'UpdateExpression') {
      if (isLoopStep(spot)) return [];
      const opposite = node.operator === '++' ? '--' : '++';
      const operand = textOf(spot, node.argument);
      return [replace(spot, node.prefix ? opposite + operand : operand + opposite)];
    }
    if (node.type === 'AssignmentExpression') {
      const opposite = OPPOSITES.get(node.operator.slice(0, -1));
      if (opposite === undefined || isLoopStep(spot) || isText(node.right)) return [];
      return [swapOperator(spot, node, node.operator, `${opposite}=`)];
    }
    if (node.type !== 'BinaryExpression' || isText(node)) return [];
    const opposite = OPPOSITES.get(node.operator);
    return opposite === undefined ? [] : [swapOperator(spot, node, node.operator, opposite)];
  },
};
