import { type Operator, replace } from '../mutation.ts';
import { textOf } from '../spot.ts';

/** What may be absent is taken to be there. */
export const optionalChain: Operator = {
  name: 'optional-chain',
  propose(spot) {
    if (spot.node.type !== 'ChainExpression') return [];
    const required = textOf(spot).replace(/\?\.(?=[[(])/, '');
    return [replace(spot, required === textOf(spot) ? required.replace('?.', '.') : required)];
  },
};
