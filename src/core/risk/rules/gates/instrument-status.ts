/** What the venue lets through: nothing while halted, only sells while delisting or restricted. */
import { type RiskRule, addsRisk } from '../../rule.ts';

export const instrumentStatus: RiskRule = {
  name: 'instrument-status',
  code: 'instrumentStatus',
  scope: 'any',
  reading: ({ order }) => ({ limit: 'trading', value: order.instrument.status, unit: 'state' }),
  deny({ order }) {
    const { status, symbol, venue } = order.instrument;
    if (status === 'trading' || (status === 'exitOnly' && !addsRisk(order))) return undefined;
    return `${symbol} is ${status} at ${venue}, not trading`;
  },
};
