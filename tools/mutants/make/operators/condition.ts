import { type Operator, replace } from '../mutation.ts';
import { isBoolean, isLoopTest, isOperand, isTest } from '../spot.ts';

/**
 * A condition that always and never holds; whatever notices neither would not notice its negation. A loop is only made
 * to end at once: one without an end says nothing that costs less to learn.
 */
export const condition: Operator = {
  name: 'condition',
  propose(spot) {
    const { node } = spot;
    if (node.type === 'Literal' || isOperand(spot)) return [];
    if (isLoopTest(spot)) return [replace(spot, 'false')];
    return isTest(spot) || isBoolean(node) ? [replace(spot, 'true'), replace(spot, 'false')] : [];
  },
};
