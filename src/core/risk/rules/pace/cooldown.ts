/** A pause per instrument after its last position was closed. */
import type { RiskContext, RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly cooldownSec?: number;
  }
}

export const cooldown: RiskRule = {
  setting: 'cooldownSec',
  name: 'cooldown',
  code: 'cooldown',
  scope: 'entry',
  reading: (context) => ({ limit: context.settings.cooldownSec, value: secondsSinceExit(context), unit: 's' }),
  deny(context) {
    const limit = context.settings.cooldownSec;
    // Written so that an instrument which never had a position (`NaN`) passes.
    if (limit === undefined || !(secondsSinceExit(context) < limit)) return undefined;
    const { symbol } = context.order.instrument;
    return `${symbol} was left ${plain(secondsSinceExit(context))} s ago, the cooldown is ${plain(limit)} s`;
  },
};

function secondsSinceExit({ market, portfolio }: RiskContext): number {
  return (market.nowMs - portfolio.lastExitTimeMs) / 1000;
}
