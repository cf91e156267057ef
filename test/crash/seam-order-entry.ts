import type { ArmExit, OrderRequest } from '../../src/domain/index.ts';
import type { OrderEntry } from '../../src/ports/index.ts';
import type { CrashSchedule } from './crash-schedule.ts';
import type { ExchangeTape } from './exchange-tape.ts';

/**
 * The way to the exchange with a place to die before each command (it never left) and after it (the exchange did it,
 * its answer died with the process).
 */
export function withCommandCrashPoints(inner: OrderEntry, schedule: CrashSchedule): OrderEntry {
  const around = (label: string, command: () => void): void => {
    schedule.pass(`before ${label}`);
    command();
    schedule.pass(`after ${label}, answer lost`);
  };
  return {
    submit: (order) => around(`submit ${order.purpose}`, () => inner.submit(order)),
    cancel: (clientOrderId) => around('cancel', () => inner.cancel(clientOrderId)),
    armExit: (levels) => around('armExit', () => inner.armExit(levels)),
    disarmExit: (lane) => around('disarmExit', () => inner.disarmExit(lane)),
    lookUp: (clientOrderId) => around('lookUp', () => inner.lookUp(clientOrderId)),
  };
}

/** The exchange's door: writes down what came through it. */
export class TapedOrderEntry implements OrderEntry {
  readonly #inner: OrderEntry;
  readonly #tape: ExchangeTape;

  constructor(inner: OrderEntry, tape: ExchangeTape) {
    this.#inner = inner;
    this.#tape = tape;
  }

  submit(order: OrderRequest): void {
    this.#tape.submit(order);
    this.#inner.submit(order);
  }

  cancel(clientOrderId: string): void {
    this.#inner.cancel(clientOrderId);
  }

  armExit(levels: ArmExit): void {
    this.#inner.armExit(levels);
  }

  disarmExit(lane: number): void {
    this.#inner.disarmExit(lane);
  }

  lookUp(clientOrderId: string): void {
    this.#inner.lookUp(clientOrderId);
  }
}
