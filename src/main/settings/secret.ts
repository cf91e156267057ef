import { inspect } from 'node:util';

import { REDACTED } from '../../domain/addresses.ts';

export { REDACTED };

/** A value that must not be seen: printing, serialising or inspecting it gives `[redacted]`. */
export class Secret {
  // A true private field: neither `Object.keys`, a spread nor a structured clone reaches it.
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The plain text; to be called where it is used (signing, a request header), and nowhere else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
