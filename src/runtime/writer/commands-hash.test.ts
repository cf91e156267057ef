import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Command, decimal, quantity } from '../../domain/index.ts';
import { hashCommands, hashLike } from './commands-hash.ts';

const ARM: Command = {
  type: 'armExit',
  lane: 0,
  instrument: 1,
  generation: 2,
  quantity: quantity('0.5'),
  stopPrice: 95.5,
};
const MOVE: Command = { type: 'moveFunds', asset: 'USDT', amount: decimal('-12.30') };
const LOOK_UP: Command = { type: 'lookUpOrder', clientOrderId: 'c0-"1"' };
const SUBMIT: Command = {
  type: 'submitOrder',
  order: {
    clientOrderId: 'c0-0',
    instrument: 0,
    side: 'buy',
    type: 'market',
    timeInForce: 'ioc',
    quantity: quantity('2'),
    purpose: 'entry',
    lane: 0,
    decisionId: 'd',
    reason: 'up',
  },
};

/** What is hashed: a journal that was written on any machine holds hashes of just this. */
function hashOf(...lines: readonly string[]): string {
  return hash('sha256', lines.join('\n')).slice(0, 30);
}

describe('the hash of an answer', () => {
  it.each<[string, readonly Command[], readonly string[]]>([
    ['of nothing', [], ['']],
    [
      'of levels',
      [ARM],
      ['{"generation":2,"instrument":1,"lane":0,"quantity":"0.5","stopPrice":95.5,"type":"armExit"}'],
    ],
    ['of a text with quotation marks', [LOOK_UP], [String.raw`{"clientOrderId":"c0-\"1\"","type":"lookUpOrder"}`]],
    [
      'of several commands, in their order',
      [MOVE, SUBMIT],
      [
        '{"amount":"-12.3","asset":"USDT","type":"moveFunds"}',
        '{"order":{"clientOrderId":"c0-0","decisionId":"d","instrument":0,"lane":0,"purpose":"entry","quantity":"2","side":"buy","timeInForce":"ioc","type":"market"},"type":"submitOrder"}',
      ],
    ],
  ])('%s is that of its fields by name, amounts in digits', (_title, commands, lines) => {
    expect(hashCommands(commands)).toBe(hashOf(...lines));
  });

  it('does not depend on the order in which fields were written, nor on fields without a value', () => {
    const { type, ...rest } = ARM;
    expect(hashCommands([{ ...rest, type }])).toBe(hashCommands([ARM]));
    expect(hashCommands([{ ...ARM, targetPrice: undefined } as unknown as Command])).toBe(hashCommands([ARM]));
  });

  it('is the same in other words, and another one of another command', () => {
    const reworded: Command = { ...SUBMIT, order: { ...SUBMIT.order, reason: 'it rises' } };
    expect(hashCommands([reworded])).toBe(hashCommands([SUBMIT]));
    const notice = { type: 'notify', level: 'info', code: 'a' } as const;
    expect(hashCommands([{ ...notice, message: 'one' }])).toBe(hashCommands([{ ...notice, message: 'two' }]));
    expect(hashCommands([{ ...notice, code: 'b', message: 'one' }])).not.toBe(
      hashCommands([{ ...notice, message: 'one' }]),
    );
    const other: Command = { ...SUBMIT, order: { ...SUBMIT.order, tag: 'a' } };
    expect(hashCommands([other])).not.toBe(hashCommands([SUBMIT]));
  });

  it('is compared with one of before in the form of that, which covers words', () => {
    const before = '01c569a521539b94a1471da01e69e28a';
    expect(hashLike(before, [MOVE, SUBMIT])).toBe(before);
    expect(hashLike(before, [MOVE, { ...SUBMIT, order: { ...SUBMIT.order, reason: 'it rises' } }])).not.toBe(before);
    expect([hashLike(before, []), hashLike(undefined, [])]).toEqual([undefined, undefined]);
    expect(hashLike(undefined, [ARM])).toBe(hashCommands([ARM]));
  });
});
