import { describe, expect, it } from 'vitest';
import { decimal } from '../../domain/index.ts';
import { parseInstrumentRules, readInstrumentFile } from './instrument-file.ts';

const parse = (value: unknown, symbols: readonly string[] = []) =>
  parseInstrumentRules('r.json', typeof value === 'string' ? value : JSON.stringify(value), symbols);

describe('an instrument file', () => {
  it('gives the fields it says, from text and numbers', () => {
    const fields = {
      tickSize: '0.01',
      stepSize: 1e-5,
      minQuantity: 0,
      minNotional: '5',
      maxQuantity: '9000',
      priceBandRatio: 0.08,
      makerFeeRate: '0',
      takerFeeRate: 0.001,
      feeAsset: 'received',
    };
    expect(parse({ 'BTC/USDT': fields, 'ETH/USDT': {} }, ['BTC/USDT', 'ETH/USDT'])).toEqual({
      ok: true,
      value: {
        'BTC/USDT': {
          tickSize: decimal('0.01'),
          stepSize: decimal('0.00001'),
          minQuantity: 0n,
          minNotional: decimal('5'),
          maxQuantity: decimal('9000'),
          priceBandRatio: 0.08,
          makerFeeRate: 0n,
          takerFeeRate: decimal('0.001'),
          feeAsset: 'received',
        },
        'ETH/USDT': {},
      },
    });
  });

  it.each([
    ['tickSize', 0, 'is 0: must be a decimal above 0'],
    ['tickSize', '1e-19', 'is "1e-19": must be a decimal above 0'],
    ['stepSize', 'small', 'is "small": must be a decimal above 0'],
    ['minQuantity', -1, 'is -1: must be a decimal from 0'],
    ['minNotional', null, 'is null: must be a decimal from 0'],
    ['maxQuantity', '0', 'is "0": must be a decimal above 0'],
    ['priceBandRatio', 8, 'is 8: must be a share above 0'],
    ['makerFeeRate', '-0.0001', 'is "-0.0001": must be a share from 0 to 0.1'],
    ['takerFeeRate', 0.2, 'is 0.2: must be a share from 0 to 0.1'],
    ['feeAsset', 'BNB', 'is "BNB": must be "quote" or "received"'],
    ['tick', '1', 'is no field; known are tickSize, '],
    ['toString', '1', 'is no field; known are tickSize, '],
  ])('refuses %s %j', (field, value, problem) => {
    const { ok, ...rest } = parse({ 'BTC/USDT': { [field]: value } });
    expect(ok).toBe(false);
    expect(rest).toEqual({ error: [expect.stringContaining(`r.json, BTC/USDT, ${field} ${problem}`)] });
  });

  it.each([
    ['what is no JSON', '{', ['instrument file r.json is no JSON: ']],
    ['a list', [], ['instrument file r.json must hold an object of symbols']],
    ['a symbol without rules', { 'BTC/USDT': 5 }, ['r.json, BTC/USDT is 5: must be an object of fields']],
    [
      'a largest below the smallest',
      { 'A/B': { minQuantity: 2, maxQuantity: 1 } },
      ['A/B, maxQuantity is 1: must not be'],
    ],
    [
      'several things at once, and a traded symbol that is misspelled',
      { BTCUSDT: { tickSize: 0, stepSize: 0 } },
      [
        'BTCUSDT, tickSize',
        'BTCUSDT, stepSize',
        'BTCUSDT is no symbol',
        'r.json has no rules for BTC/USDT, it has BTCUSDT',
      ],
      ['BTC/USDT'],
    ],
  ])('refuses %s', (_, value, problems, symbols: readonly string[] = []) => {
    const told = parse(value, symbols);
    expect(told.ok ? [] : told.error).toEqual(problems.map((problem) => expect.stringContaining(problem)));
  });

  it('says which file is not there', async () => {
    expect(await readInstrumentFile('no/such.json', [])).toEqual({
      ok: false,
      error: ['instrument file no/such.json cannot be read: ENOENT'],
    });
  });
});
