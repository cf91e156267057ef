import type { SimulatedVenue } from '../../core/simulation/index.ts';
import type { ArmExit, Decimal, OrderRequest } from '../../domain/index.ts';
import type { OrderEntry, ReportEvent } from '../../ports/index.ts';

/** The simulated venue as a place where orders go. Its word on an order it does not know is proof of absence. */
export class SimulatedOrderEntry implements OrderEntry {
  readonly #venue: SimulatedVenue;
  readonly #report: ReportEvent;

  constructor(venue: SimulatedVenue, report: ReportEvent) {
    this.#venue = venue;
    this.#report = report;
  }

  submit(order: OrderRequest): void {
    this.#venue.submit(order);
  }

  cancel(clientOrderId: string): void {
    this.#venue.cancel(clientOrderId);
  }

  armExit(levels: ArmExit): void {
    this.#venue.armExit(levels);
  }

  disarmExit(lane: number): void {
    this.#venue.disarmExit(lane);
  }

  moveFunds(asset: string, amount: Decimal): void {
    this.#venue.moveFunds(asset, amount);
  }

  lookUp(clientOrderId: string): void {
    const found = this.#venue.findOrder(clientOrderId);
    if (!found) {
      const evidence = 'the simulated exchange has no such order';
      this.#report({ type: 'orderAbsent', clientOrderId, evidence });
      return;
    }
    this.#report({ type: 'orderAccepted', clientOrderId, venueOrderId: found.venueOrderId });
    for (const fill of this.#venue.fillsOf(clientOrderId)) this.#report(fill);
    if (found.status === 'canceled' || found.status === 'expired') {
      this.#report({ type: 'orderClosed', clientOrderId, status: found.status, reason: 'found ended' });
    }
  }
}
