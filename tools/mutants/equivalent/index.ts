/** Every change that was proven to make no difference; the page lists them with their reasons. */
import { control } from './control.ts';
import { exits } from './exits.ts';
import { ledger } from './ledger.ts';
import type { Proofs } from './proofs.ts';
import { risk } from './risk.ts';
import { writer } from './writer.ts';

export const EQUIVALENT: Proofs = { ...control, ...exits, ...ledger, ...risk, ...writer };
