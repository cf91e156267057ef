import type { Proofs } from './proofs.ts';

const NO_RATIO = 'the check is for the type: without a ratio the price is NaN, which proposes nothing';

export const EXITS: Proofs = {
  'src/core/exits/stop-loss.ts': [
    {
      changes: [
        'stopLossRatio === undefined || !Number.isNaN(position.strategyStopPrice)  →  !Number.isNaN(position.strategyStopPrice)',
      ],
      why: NO_RATIO,
    },
  ],
  'src/core/exits/take-profit.ts': [
    {
      changes: [
        'takeProfitRatio === undefined || !Number.isNaN(position.strategyTargetPrice)  →  !Number.isNaN(position.strategyTargetPrice)',
      ],
      why: NO_RATIO,
    },
  ],
  'src/core/exits/trailing-stop.ts': [
    {
      changes: ['setting?.activationRatio  →  setting.activationRatio'],
      why: 'the check is for the type: only rules whose setting is there are asked whether they stop at the entry',
    },
  ],
};
