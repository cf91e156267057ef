import { type Operator, replace } from '../mutation.ts';
import { textOf } from '../spot.ts';

const OPPOSITES = new Map([
  ['min', 'max'],
  ['max', 'min'],
  ['floor', 'ceil'],
  ['ceil', 'floor'],
  ['some', 'every'],
  ['every', 'some'],
]);

export const method: Operator = {
  name: 'method',
  propose(spot) {
    const { node } = spot;
    if (node.type !== 'CallExpression' || node.optional) return [];
    const { callee } = node;
    if (callee.type !== 'MemberExpression' || callee.computed || callee.optional) return [];
    const opposite = OPPOSITES.get(callee.property.name);
    if (opposite === undefined) return [];
    const before = spot.source.slice(node.start, callee.property.start);
    return [replace(spot, before + opposite + textOf(spot).slice(callee.property.end - node.start))];
  },
};
