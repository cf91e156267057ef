/** Every change that was proven to make no difference; the page lists them with their reasons. */
import { ORDERS } from './orders.ts';
import type { Proofs } from './proofs.ts';

export const EQUIVALENT: Proofs = { ...ORDERS };
