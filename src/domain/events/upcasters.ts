/**
 * Turns events that older versions wrote into those of this one, on parsed JSON, before it is read. One entry per
 * retired type, which says what the type was called and gives the same fact in its successor's shape. It must not
 * invent facts: what was not recorded is read as not known. Successors may have upcasters of their own.
 */
export interface Upcaster {
  /** The retired `type`. */
  readonly from: string;
  /** Returns JSON of another type; the old JSON is not changed. */
  readonly upcast: (json: unknown) => unknown;
}

/** Empty while no event type has been retired. */
export const UPCASTERS: readonly Upcaster[] = [];
