/** Every change that was proven to make no difference; the page lists them with their reasons. */
import { CONTROL } from './control.ts';
import { DECIDE } from './decide.ts';
import { ENGINE } from './engine.ts';
import { EXITS } from './exits.ts';
import { LEDGER } from './ledger.ts';
import { ORDERS } from './orders.ts';
import { POSITION } from './position.ts';
import type { Proofs } from './proofs.ts';
import { RISK } from './risk.ts';
import { SAVED } from './saved.ts';
import { SERIES } from './series.ts';
import { STATE } from './state.ts';
import { WRITER } from './writer.ts';

export const EQUIVALENT: Proofs = {
  ...CONTROL,
  ...DECIDE,
  ...ENGINE,
  ...EXITS,
  ...LEDGER,
  ...ORDERS,
  ...POSITION,
  ...RISK,
  ...SAVED,
  ...SERIES,
  ...STATE,
  ...WRITER,
};
