import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
import { Accounts } from './accounts.ts';

/** 1 BTC, 0.25 of it dust. */
function accounts(): Accounts {
  const all = new Accounts({ BTC: decimal('1') });
  all.apply('BTC', 'available', decimal('-0.25'));
  all.apply('BTC', 'dust', decimal('0.25'));
  return all;
}

describe('the accounts of an asset', () => {
  it('begin with nothing as well as with something', () => {
    const all = new Accounts({ USDT: 0n, BTC: 1n });
    expect(all.sorted().map(({ asset, total }) => `${asset} ${total}`)).toEqual(['BTC 1', 'USDT 0']);
    expect(() => new Accounts({ USDT: -1n })).toThrow('held -0.000000000000000001, change 0');
  });

  it('give all they hold, dust included, and not the last digit more', () => {
    const all = accounts();
    all.apply('BTC', 'available', decimal('-1'));
    expect(all.total('BTC')).toBe(0n);
    expect(() => accounts().apply('BTC', 'available', decimal('-1') - 1n)).toThrow(
      'BTC available must not be negative: held 0.75, change -1.000000000000000001',
    );
  });

  it('give as much dust as there is', () => {
    const all = accounts();
    all.apply('BTC', 'dust', decimal('-0.25'));
    expect(() => all.apply('BTC', 'dust', -1n)).toThrow('BTC dust must not be negative: held 0, change');
  });

  it('let the other sides of trades, fees and deposits go below zero', () => {
    const all = accounts();
    for (const account of ['market', 'fees', 'external'] as const) all.apply('BTC', account, decimal('-9'));
    expect(all.of('BTC')).toMatchObject({ market: decimal('-9'), fees: decimal('-9'), external: decimal('-9') });
  });

  it('are not opened by a question', () => {
    const all = accounts();
    expect(all.total('ETH')).toBe(0n);
    expect(all.sorted().map(({ asset }) => asset)).toEqual(['BTC']);
  });
});
