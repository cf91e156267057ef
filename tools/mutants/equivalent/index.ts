/** Every change that was proven to make no difference; the page lists them with their reasons. */
import { LEDGER } from './ledger.ts';
import type { Proofs } from './proofs.ts';

export const EQUIVALENT: Proofs = { ...LEDGER };
