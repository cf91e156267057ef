/**
 * The kill switch. `reducing` lets every order through that shrinks a position. `halted` lets only an operator's own exits
 * through: neither strategies nor protective exits act any more.
 */
import { letsPass } from '../../../../domain/trading-state.ts';
import type { RiskRule } from '../../rule.ts';

export const tradingState: RiskRule = {
  name: 'trading-state',
  code: 'tradingState',
  scope: 'any',
  reading: ({ portfolio }) => ({ limit: 'active', value: portfolio.state, unit: 'state' }),
  deny({ order, portfolio: { state } }) {
    if (letsPass(state, order)) return undefined;
    if (state === 'reducing') return 'trading state is reducing, not active: only orders that shrink a position pass';
    return "trading state is halted, not active: only an operator's own exits pass";
  },
};
