import type { Node, TSType } from 'oxc-parser';
import { type Mutation, type Operator, replace } from '../mutation.ts';
import { type Spot, calledName, enclosingFunction, isBoolean, textOf } from '../spot.ts';

/** What a function of that type can give back without having done its work. */
function nothings(type: TSType | undefined): readonly string[] {
  if (type?.type === 'TSBooleanKeyword' || type?.type === 'TSTypePredicate') return ['true', 'false'];
  if (type?.type === 'TSNumberKeyword') return ['0'];
  if (type?.type === 'TSBigIntKeyword') return ['0n'];
  if (type?.type === 'TSStringKeyword') return ["''"];
  if (type?.type === 'TSArrayType') return ['[]'];
  if (type?.type === 'TSTypeOperator') return nothings(type.typeAnnotation);
  return ['undefined'];
}

function returned({ node, ancestors, key }: Spot): boolean {
  const parent = ancestors[0];
  if (parent?.type === 'ReturnStatement') return true;
  return parent?.type === 'ArrowFunctionExpression' && key === 'body' && parent.expression && node === parent.body;
}

function isPlain(node: Node): boolean {
  return node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'undefined');
}

/** The answer is not given. What is a condition is left to `condition`, as is what ends in a failure. */
export const returnedValue: Operator = {
  name: 'returned',
  propose(spot): Mutation[] {
    const { node } = spot;
    if (!returned(spot) || isBoolean(node) || isPlain(node) || calledName(node) === 'unreachable') return [];
    const type = enclosingFunction(spot)?.returnType?.typeAnnotation;
    return nothings(type)
      .filter((nothing) => nothing !== textOf(spot))
      .map((nothing) => replace(spot, nothing));
  },
};
