import { type Operator, replace } from '../mutation.ts';
import { type Spot, textOf } from '../spot.ts';

/** A named constant of the file, or one side of a calculation: elsewhere numbers are mostly where something begins. */
function isCalculatedWith({ key, ancestors }: Spot): boolean {
  const [parent, declaration, place] = ancestors;
  if (parent?.type === 'BinaryExpression') return /^(?:[-+*/%]|<<|>>|\*\*)$/.test(parent.operator);
  if (parent?.type === 'AssignmentExpression') return ancestors[1]?.type !== 'ForStatement' && parent.operator !== '=';
  if (parent?.type !== 'VariableDeclarator' || key !== 'init') return false;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return false;
  return place?.type === 'Program' || place?.type === 'ExportNamedDeclaration';
}

/** A flag turned over, a number one higher. */
export const literal: Operator = {
  name: 'literal',
  propose(spot) {
    const { node } = spot;
    if (node.type !== 'Literal') return [];
    if (typeof node.value === 'boolean') return [replace(spot, String(!node.value))];
    if (!isCalculatedWith(spot)) return [];
    if (typeof node.value === 'number') return [replace(spot, `${textOf(spot)} + 1`)];
    return typeof node.value === 'bigint' ? [replace(spot, `${textOf(spot)} + 1n`)] : [];
  },
};
