import { type Command, type Notify, type SubmitOrder, unreachable } from '../../domain/index.ts';
import type { OrderEntry, ReportEvent } from '../../ports/index.ts';
import type { LastLook } from './last-look.ts';

export interface DispatcherOptions {
  readonly orderEntry: OrderEntry;
  readonly report: ReportEvent;
  readonly lastLook: LastLook;
  readonly onNotice?: (notice: Notify) => void;
  readonly onCommand?: (command: Command) => void;
}

/** Carries commands out, in order, synchronously up to the hand-over; the only path by which an order leaves. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  /** Orders that did not leave, as far as a cancel of them may still be on its way. */
  readonly #kept = new Set<string>();

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** `waitedMs` is how long the answer waited for its entry to be durable. */
  dispatch(commands: readonly Command[], waitedMs = 0): void {
    for (let i = 0; i < commands.length; i += 1) this.#carryOut(commands[i] as Command, waitedMs);
  }

  #carryOut(command: Command, waitedMs: number): void {
    const { orderEntry, onNotice, onCommand } = this.#options;
    onCommand?.(command);
    switch (command.type) {
      case 'submitOrder':
        return this.#submit(command, waitedMs);
      case 'cancelOrder':
        return this.#cancel(command.clientOrderId);
      case 'armExit':
        return orderEntry.armExit(command);
      case 'disarmExit':
        return orderEntry.disarmExit(command.lane);
      case 'lookUpOrder':
        return orderEntry.lookUp(command.clientOrderId);
      case 'moveFunds':
        return orderEntry.moveFunds?.(command.asset, command.amount);
      case 'notify':
        return onNotice?.(command);
      default:
        return unreachable(command);
    }
  }

  #submit({ order }: SubmitOrder, waitedMs: number): void {
    const instead = this.#options.lastLook(order, waitedMs);
    if (instead === undefined) return this.#options.orderEntry.submit(order);
    this.#kept.add(order.clientOrderId);
    this.#options.report(instead);
  }

  /** A cancel may have waited behind its order: the venue must not be asked about one that it never saw. */
  #cancel(clientOrderId: string): void {
    if (!this.#kept.delete(clientOrderId)) this.#options.orderEntry.cancel(clientOrderId);
  }
}
