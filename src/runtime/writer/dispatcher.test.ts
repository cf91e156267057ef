import { describe, expect, it } from 'vitest';
import {
  type Command,
  type Decimal,
  type EngineEvent,
  type OrderAbsent,
  type OrderRequest,
  decimal,
  formatDecimal,
  quantity,
} from '../../domain/index.ts';
import type { OrderEntry } from '../../ports/index.ts';
import { Dispatcher } from './dispatcher.ts';
import type { LastLook } from './last-look.ts';

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
function aDesk(lastLook: LastLook = () => undefined) {
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
    lastLook,
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

  it('tells of every command before it is carried out, and moves funds where the venue keeps them', () => {
    const moved: Command = { type: 'moveFunds', asset: 'USDT', amount: decimal('-5') };
    const steps: string[] = [];
    const options = {
      report: () => undefined,
      lastLook: () => undefined,
      onCommand: ({ type }: Command) => void steps.push(type),
    };
    const moveFunds = (asset: string, amount: Decimal): void => void steps.push(`${asset} ${formatDecimal(amount)}`);
    new Dispatcher({ ...options, orderEntry: { moveFunds } as OrderEntry }).dispatch([moved]);
    expect(steps).toEqual(['moveFunds', 'USDT -5']);
    new Dispatcher({ ...options, orderEntry: {} as OrderEntry }).dispatch([moved]);
    expect(steps).toEqual(['moveFunds', 'USDT -5', 'moveFunds']);
  });

  it('asks once more about each order, not once per batch, and reports what becomes of one that is kept', () => {
    const seen: string[] = [];
    const kept = absent('c0-0', 'not sent: trading is halted');
    const { dispatcher, calls, reports } = aDesk(({ clientOrderId }, waitedMs) => {
      seen.push(`${clientOrderId} after ${waitedMs} ms`);
      return clientOrderId === 'c0-0' ? kept : undefined;
    });
    dispatcher.dispatch([ENTRY, EXIT], 250);
    expect(seen).toEqual(['c0-0 after 250 ms', 'c0-1 after 250 ms']);
    expect(calls).toEqual(['submit c0-1']);
    expect(reports).toEqual([kept]);
  });

  it('does not ask the venue to cancel an order that it never saw', () => {
    const { dispatcher, calls } = aDesk(({ clientOrderId }) => absent(clientOrderId, 'not sent'));
    dispatcher.dispatch([ENTRY]);
    dispatcher.dispatch([cancel('c0-0'), cancel('c0-7')]);
    expect(calls).toEqual(['cancel c0-7']);
  });
});

function cancel(clientOrderId: string): Command {
  return { type: 'cancelOrder', clientOrderId, reason: '' };
}

function absent(clientOrderId: string, evidence: string): OrderAbsent {
  return { type: 'orderAbsent', clientOrderId, evidence };
}
