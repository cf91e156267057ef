import { expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import type { LaneSpec } from '../../../core/engine/index.ts';
import { nameOf, orderLanes } from './lane-order.ts';

function lane(symbol: string, strategy: string): LaneSpec {
  return { symbol, strategy: scripted({}, { name: strategy }), parameters: {} };
}

const configured = ['ADA/USDT', 'ETH/USDT', 'BTC/USDT'].flatMap((symbol) => [lane(symbol, 'new'), lane(symbol, 'old')]);

it('lanes keep their numbers; new ones of known symbols stand before those that wait for theirs', () => {
  const known = [
    { symbol: 'ETH/USDT', strategy: 'old' },
    { symbol: 'BTC/USDT', strategy: 'gone' },
    { symbol: 'BTC/USDT', strategy: 'old' },
  ];
  const ordered = orderLanes(known, configured);
  expect(ordered.map((one) => `${one.symbol} ${nameOf(one).strategy}${one.isRetired ? ', retired' : ''}`)).toEqual([
    'ETH/USDT old',
    'BTC/USDT gone, retired',
    'BTC/USDT old',
    'ETH/USDT new',
    'BTC/USDT new',
    'ADA/USDT new',
    'ADA/USDT old',
  ]);
});

it('a run that begins has the configured order', () => {
  expect(orderLanes([], configured)).toEqual(configured);
});
