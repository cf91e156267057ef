import { type Redactor, createRedactor } from '../adapters/logging/redactor.ts';

/** Shared by every way out of this process; learns secrets as they are read. */
export const outgoing: Redactor = createRedactor();
