/** A position, its levels and its protective orders: changes that make no difference. */
import type { Proofs } from './proofs.ts';

const ROOM = 'src/core/engine/position';

const LEVEL_OR_NONE = 'A level is above 0, or NaN where there is none; one of 0 is refused before.';

export const POSITION: Proofs = {
  [`${ROOM}/levels.ts`]: [
    { changes: ['floorPrice > 0  →  floorPrice >= 0'], why: LEVEL_OR_NONE },
    {
      changes: [
        'closedHigher && moveWithHighs  →  closedHigher',
        'closedHigher && moveWithHighs  →  moveWithHighs',
        'closedHigher && moveWithHighs  →  closedHigher || moveWithHighs',
      ],
      why: 'Saves work only: rules that depend on nothing that the candle brought propose the levels in force, which are not armed again.',
    },
  ],
  [`${ROOM}/position.ts`]: [
    {
      changes: [
        '!lane.position || state.ledger.held(lane.id) === lane.holding.exact?.quantity  →  state.ledger.held(lane.id) === lane.holding.exact?.quantity',
      ],
      why: 'Saves work only: of a lane that is flat nothing shrinks, and no level follows.',
    },
    {
      changes: ['lane.holding.exact?.quantity  →  lane.holding.exact.quantity'],
      why: 'A lane with a position has what the books said of it at its latest fill.',
    },
    { changes: ['trip  →  true'], why: 'What ends as dust was bought before: there is always a round trip that ends.' },
  ],
  [`${ROOM}/protection.ts`]: [
    { changes: ['stopPrice > 0  →  stopPrice >= 0', 'targetPrice > 0  →  targetPrice >= 0'], why: LEVEL_OR_NONE },
    {
      changes: ["left out: end(state, lane, 'target');"],
      why: 'No rule takes a target back while its position is held, and without a target there is nothing to end.',
    },
  ],
};
