import {
  type Command,
  type EngineEvent,
  type Notify,
  type SubmitOrder,
  type TradingState,
  unreachable,
} from '../../domain/index.ts';
import type { OrderEntry, ReportEvent } from '../../ports/index.ts';

export interface DispatcherOptions {
  readonly orderEntry: OrderEntry;
  readonly report: ReportEvent;
  /** Read at the last moment before an order leaves. */
  readonly tradingState: () => TradingState;
  /** Log entries instead of sending them. */
  readonly isDryRun?: boolean;
  readonly onNotice?: (notice: Notify) => void;
  readonly onCommand?: (command: Command) => void;
}

/** Carries commands out, in order, synchronously up to the hand-over; the only path by which an order leaves. */
export class Dispatcher {
  readonly #options: DispatcherOptions;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  dispatch(commands: readonly Command[]): void {
    for (let i = 0; i < commands.length; i += 1) this.#carryOut(commands[i] as Command);
  }

  #carryOut(command: Command): void {
    const { orderEntry, onNotice, onCommand } = this.#options;
    onCommand?.(command);
    switch (command.type) {
      case 'submitOrder':
        return this.#submit(command);
      case 'cancelOrder':
        return orderEntry.cancel(command.clientOrderId);
      case 'armExit':
        return orderEntry.armExit(command);
      case 'disarmExit':
        return orderEntry.disarmExit(command.lane);
      case 'lookUpOrder':
        return orderEntry.lookUp(command.clientOrderId);
      case 'notify':
        return onNotice?.(command);
      default:
        return unreachable(command);
    }
  }

  #submit({ order }: SubmitOrder): void {
    const refusal = this.#refusal(order.purpose === 'entry');
    if (refusal === undefined) this.#options.orderEntry.submit(order);
    else this.#options.report(neverSent(order.clientOrderId, refusal));
  }

  /** The kill switch is looked at here once more: it may have been pulled after the decision. */
  #refusal(isEntry: boolean): string | undefined {
    if (this.#options.isDryRun === true) return 'DRY_RUN: the order was logged instead of sent';
    const state = this.#options.tradingState();
    return isEntry && state !== 'active' ? `trading is ${state}` : undefined;
  }
}

function neverSent(clientOrderId: string, message: string): EngineEvent {
  return { type: 'orderRejected', clientOrderId, code: 'notSent', message };
}
