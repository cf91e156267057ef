import type { Node } from 'oxc-parser';
import type { Mutation, Operator } from '../mutation.ts';
import { type Spot, calledName, countsChanges, isFunction, isInConstructor } from '../spot.ts';

function isLeftOut(spot: Spot): boolean {
  const { node } = spot;
  if (node.type === 'ContinueStatement') return true;
  if (node.type === 'BreakStatement') return spot.ancestors[0]?.type !== 'SwitchCase';
  if (node.type !== 'ExpressionStatement') return false;
  const { expression } = node;
  if (expression.type === 'UnaryExpression') return expression.operator === 'delete';
  // Fields of a new object: the first use of each notices.
  if (countsChanges(expression)) return true;
  if (expression.type === 'AssignmentExpression') return expression.operator === '=' && !isInConstructor(spot);
  return isCall(expression);
}

function isCall(node: Node): boolean {
  if (node.type === 'AwaitExpression') return isCall(node.argument);
  if (node.type === 'ChainExpression') return isCall(node.expression);
  return node.type === 'CallExpression' && node.callee.type !== 'Super';
}

/** A function of several statements that gives nothing back, made to do nothing. */
function emptied({ node, ancestors }: Spot): Mutation[] {
  const [holder, method] = ancestors;
  if (!holder || !isFunction(holder) || node !== holder.body) return [];
  if (node.type !== 'BlockStatement') return [];
  if (method?.type === 'MethodDefinition' && method.kind !== 'method') return [];
  if (holder.returnType?.typeAnnotation.type !== 'TSVoidKeyword' || node.body.length < 2) return [];
  return [{ start: node.start + 1, end: node.start + 1, form: 'entry', replacement: 'return;' }];
}

/** What is done for its effect is not done. */
export const statement: Operator = {
  name: 'statement',
  propose(spot) {
    const { node } = spot;
    if (calledName(node) !== '' || !isLeftOut(spot)) return emptied(spot);
    return [{ start: node.start, end: node.end, form: 'statement', replacement: '' }];
  },
};
