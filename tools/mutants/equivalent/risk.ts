import type { Proofs } from './proofs.ts';

const NO_LIMIT =
  'the check is for the type: no number is above or below undefined, so that a rule without its limit passes';

export const RISK: Proofs = {
  'src/core/risk/index.ts': [
    {
      changes: [
        '[maxDrawdownRatio, dailyLossLimitQuote, dailyLossLimitRatio].some((limit) => limit !== undefined)  →  true',
        'limit !== undefined  →  true',
      ],
      why: 'saves work: where no loss is limited none reaches a limit, however often that is asked',
    },
  ],
  'src/core/risk/judge.ts': [
    {
      changes: ['known  →  false', 'left out: picked.set(settings, active);'],
      why: 'saves picking the rules anew for each order: the same settings pick the same ones',
    },
    {
      changes: ['rule.setting === undefined || settings[rule.setting] !== undefined  →  true'],
      why: 'saves asking rules that pass anything without their limit; a test of each rule holds that',
    },
  ],
  'src/core/risk/rules/exposure/correlation.ts': [
    { changes: ['limit === undefined || !(highest > limit)  →  !(highest > limit)'], why: NO_LIMIT },
  ],
  'src/core/risk/rules/exposure/instrument-limits.ts': [
    {
      changes: ['addsRisk(order)  →  true'],
      why: 'saves work: of an exit nothing is asked but the smallest quantity and value, and its amounts were found to be those',
    },
  ],
  'src/core/risk/rules/gates/trading-hours.ts': [
    {
      changes: ['toMinute <= fromMinute  →  toMinute < fromMinute'],
      why: 'hours that end where they begin are refused when they are read',
    },
  ],
  'src/core/risk/rules/market/atr-spike.ts': [
    {
      changes: ['limit === undefined || !(market.atrSpikeRatio > limit)  →  !(market.atrSpikeRatio > limit)'],
      why: NO_LIMIT,
    },
  ],
  'src/core/risk/rules/pace/cooldown.ts': [
    {
      changes: ['limit === undefined || !(secondsSinceExit(context) < limit)  →  !(secondsSinceExit(context) < limit)'],
      why: NO_LIMIT,
    },
  ],
};
