import { describe, expect, it } from 'vitest';
import { type Command, type EngineEvent, type OrderRequest, type TradingState, quantity } from '../../domain/index.ts';
import type { OrderEntry } from '../../ports/index.ts';
import { Dispatcher } from './dispatcher.ts';

const AN_ORDER: OrderRequest = {
  clientOrderId: 'c0-0',
  instrument: 0,
  side: 'buy',
  type: 'market',
  timeInForce: 'ioc',
  quantity: quantity('1'),
  purpose: 'entry',
  lane: 0,
  decisionId: 'd',
  reason: 'test',
};
const ENTRY: Command = { type: 'submitOrder', order: AN_ORDER };
const EXIT: Command = {
  type: 'submitOrder',
  order: { ...AN_ORDER, clientOrderId: 'c0-1', side: 'sell', purpose: 'protectiveExit' },
};

/** A venue that writes down what reaches it. */
function aDesk(options: { state?: () => TradingState; isDryRun?: boolean } = {}) {
  const calls: string[] = [];
  const reports: EngineEvent[] = [];
  const orderEntry: OrderEntry = {
    submit: ({ clientOrderId }) => void calls.push(`submit ${clientOrderId}`),
    cancel: (clientOrderId) => void calls.push(`cancel ${clientOrderId}`),
    armExit: ({ lane, generation }) => void calls.push(`arm ${lane}.${generation}`),
    disarmExit: (lane) => void calls.push(`disarm ${lane}`),
    lookUp: (clientOrderId) => void calls.push(`look ${clientOrderId}`),
  };
  const dispatcher = new Dispatcher({
    orderEntry,
    report: (event) => void reports.push(event),
    tradingState: options.state ?? (() => 'active'),
    isDryRun: options.isDryRun ?? false,
    onNotice: ({ code }) => void calls.push(`notice ${code}`),
  });
  return { dispatcher, calls, reports };
}

describe('Dispatcher', () => {
  it('carries every kind of command out, in order', () => {
    const { dispatcher, calls, reports } = aDesk();
    dispatcher.dispatch([
      { type: 'notify', level: 'info', code: 'hello', message: '' },
      ENTRY,
      { type: 'cancelOrder', clientOrderId: 'c0-0', reason: '' },
      { type: 'armExit', lane: 1, instrument: 0, generation: 2, quantity: quantity('1') },
      { type: 'disarmExit', lane: 1 },
      { type: 'lookUpOrder', clientOrderId: 'c0-0' },
      EXIT,
    ]);
    expect(calls).toEqual([
      'notice hello',
      'submit c0-0',
      'cancel c0-0',
      'arm 1.2',
      'disarm 1',
      'look c0-0',
      'submit c0-1',
    ]);
    expect(reports).toEqual([]);
  });

  it.each(['reducing', 'halted'] as const)('holds an entry back while trading is %s, and lets exits pass', (state) => {
    const { dispatcher, calls, reports } = aDesk({ state: () => state });
    dispatcher.dispatch([ENTRY, EXIT]);
    expect(calls).toEqual(['submit c0-1']);
    expect(reports).toEqual([
      { type: 'orderRejected', clientOrderId: 'c0-0', code: 'notSent', message: `trading is ${state}` },
    ]);
  });

  it('looks at the kill switch for each order, not once per batch', () => {
    let state: TradingState = 'active';
    const { dispatcher, calls, reports } = aDesk({ state: () => state });
    const pull: Command = { type: 'notify', level: 'info', code: 'pull', message: '' };
    const second: Command = { type: 'submitOrder', order: { ...AN_ORDER, clientOrderId: 'c0-2' } };
    const pulling = new Dispatcher({
      orderEntry: { submit: ({ clientOrderId }) => void calls.push(clientOrderId) } as OrderEntry,
      report: (event) => void reports.push(event),
      tradingState: () => state,
      onNotice: () => {
        state = 'halted';
      },
    });
    pulling.dispatch([ENTRY, pull, second]);
    expect(calls).toEqual(['c0-0']);
    expect(reports).toMatchObject([{ clientOrderId: 'c0-2', code: 'notSent' }]);
    dispatcher.dispatch([second]);
    expect(calls).toEqual(['c0-0']);
  });

  it('a dry run sends nothing, exits neither, and says so', () => {
    const { dispatcher, calls, reports } = aDesk({ isDryRun: true });
    dispatcher.dispatch([ENTRY, EXIT]);
    expect(calls).toEqual([]);
    expect(reports.map((event) => event.type === 'orderRejected' && event.message)).toEqual([
      'DRY_RUN: the order was logged instead of sent',
      'DRY_RUN: the order was logged instead of sent',
    ]);
  });
});
