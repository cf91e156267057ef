/**
 * Every limit on what is held × how the first entry is made × when the second is decided × whose it is × what is known of
 * the first: the worst case never exceeds the limit, and one more of it is allowed when the first came to nothing.
 */
import { describe, expect, it } from 'vitest';
import type { RiskSettings } from '../../risk/index.ts';
import { BTC, ETH, type ToldEngine, toldEngine } from '../testing/told-engine.ts';

interface Limit {
  readonly name: string;
  /** Allows one entry of 1000 at 100, and not two. */
  readonly risk: RiskSettings;
  readonly code: string;
  /** Whether entries of other symbols count. */
  readonly isOfAll: boolean;
}

const LIMITS: readonly Limit[] = [
  { name: 'positions', risk: { maxPositions: 1 }, code: 'maxPositions', isOfAll: true },
  { name: 'base', risk: { maxPositionBase: 15 }, code: 'positionBase', isOfAll: false },
  { name: 'quote in a symbol', risk: { maxPositionQuote: 1500 }, code: 'positionQuote', isOfAll: false },
  { name: 'share of equity', risk: { maxPositionEquityRatio: 0.15 }, code: 'positionShareOfEquity', isOfAll: false },
  { name: 'capital of a symbol', risk: { maxCapitalPerSymbolRatio: 0.15 }, code: 'symbolCapital', isOfAll: false },
  { name: 'total exposure', risk: { maxTotalExposureRatio: 0.15 }, code: 'totalExposure', isOfAll: true },
];
const ORDERS = ['buy', 'buy limit 100'];
/** What is known of the first entry when the second is decided on a later candle; `nothing` comes of the last ones. */
const KNOWN = [
  ['is on its way', ''],
  ['was accepted', 'accept'],
  ['is unknown', 'unknown'],
  ['has filled in part', 'fill 4, armed'],
  ['has filled', 'fill, armed'],
] as const;
const NOTHING = ['reject', 'canceled', 'expired'];

const two = { lanes: ['BTC/USDT', 'BTC/USDT'], instruments: [BTC, ETH] };
const apart = { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] };

/** Most that may be held when every buy that is not over fills, in base and in lanes. */
function worst({ engine }: ToldEngine): { readonly base: number; readonly lanes: number } {
  const { lanes, orders, ledger } = engine.view;
  const held = lanes.reduce((sum, { id }) => sum + Number(ledger.position(id)?.quantity ?? 0n), 0);
  const buys = orders.working.filter(({ request }) => request.side === 'buy');
  const coming = buys.reduce((sum, { request, filledQuantity }) => sum + Number(request.quantity - filledQuantity), 0);
  const taken = lanes.filter(({ id, position }) => position || buys.some(({ request }) => request.lane === id));
  return { base: (held + coming) / 1e18, lanes: taken.length };
}

describe.each(LIMITS)('the limit on $name', ({ risk, code, isOfAll }) => {
  describe.each(ORDERS)('with a first entry "%s"', (order) => {
    it('holds on the same candle, two strategies', () => {
      const told = toldEngine({ ...two, risk });
      expect(told.denials(`candle 100 ${order} / ${order}`)).toEqual([code]);
      expect(worst(told)).toEqual({ base: 10, lanes: 1 });
    });

    it('holds on the same candle over symbols where it is of all', () => {
      const told = toldEngine({ ...apart, risk });
      expect(told.denials(`candle 100 ${order}, candle 100 ETH ${order}`)).toEqual(isOfAll ? [code] : []);
      expect(worst(told).lanes).toBe(isOfAll ? 1 : 2);
    });

    it.each(KNOWN)('holds on a later candle when the first %s, two strategies', (_what, answer) => {
      const told = toldEngine({ ...two, risk });
      told.tell(`candle 100 ${order}${answer === '' ? '' : `, ${answer}`}`);
      const [denied = ''] = told.denials(`candle 100 - / ${order}`);
      expect(denied).toContain(code);
      expect(worst(told)).toEqual({ base: 10, lanes: 1 });
    });

    it.each(KNOWN)('holds on a later candle when the first %s, one strategy', (_what, answer) => {
      const told = toldEngine({ risk, maxEntries: 9 });
      told.tell(`candle 100 ${order}${answer === '' ? '' : `, ${answer}`}`);
      const denied = told.denials(`candle 100 ${order}`);
      // A further entry is no further position: only there a second one may pass.
      const mayPass = code === 'maxPositions' && answer.startsWith('fill, ');
      expect(denied.length).toBe(mayPass ? 0 : 1);
      expect(worst(told)).toEqual({ base: mayPass ? 20 : 10, lanes: 1 });
    });

    it.each(NOTHING)('leaves room when the first was %s', (answer) => {
      const told = toldEngine({ ...two, risk });
      told.tell(`candle 100 ${order}, ${answer}`);
      expect(told.denials(`candle 100 - / ${order}`)).toEqual([]);
      expect(worst(told)).toEqual({ base: 10, lanes: 1 });
    });
  });
});
