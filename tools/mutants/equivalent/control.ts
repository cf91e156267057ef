/** What operators, the clock and the venue's rules change. */
import type { Proofs } from './proofs.ts';

export const CONTROL: Proofs = {
  'src/core/engine/control/funds.ts': [
    { changes: ['amount > 0n  →  amount >= 0n'], why: 'an amount of 0 was refused before' },
    { changes: ['free > 0n  →  free >= 0n'], why: '0 is returned either way' },
    { changes: ['amount < 0n  →  amount <= 0n'], why: '0 has no sign, either way it is 0' },
  ],
  'src/core/engine/control/instrument.ts': [
    {
      changes: ['stopPrice < last  →  stopPrice <= last'],
      why: 'where both are the same price it does not matter which is taken',
    },
  ],
  'src/core/engine/control/operator.ts': [
    {
      changes: ['level !== undefined  →  true'],
      why: 'no level is found under no name, and nothing is done with none',
    },
    {
      changes: [
        'state.lane(lane).orders.levels.find(level)?.wish(undefined)  →  state.lane(lane).orders.levels.find(level).wish(undefined)',
      ],
      why: 'a level is known as long as an order of it works',
    },
  ],
};
