import { err, ok } from '../../../domain/result.ts';
import { keysInAddress } from '../../../domain/addresses.ts';
import { REDACTED, Secret } from '../secret.ts';
import { type Declaration, declare } from '../setting.ts';

interface Shape {
  /** What is right, to be read after "must be"; must not be derived from the value. */
  readonly allowed?: string;
  readonly accepts?: (text: string) => boolean;
}

/** A value that is never shown; also read from `KEY_FILE` and, base64-encoded, from `KEY_B64`. */
export function secret<const Declared extends Declaration>(declared: Declared & Shape) {
  const { allowed = 'printable text without spaces', accepts = isPrintable } = declared;
  return declare<Secret, Declared>(declared, {
    kind: 'secret',
    unit: '',
    allowed,
    parse: (text) => (accepts(text) ? ok(new Secret(text)) : err('')),
    format: () => REDACTED,
    hides: (value) => [value.reveal(), ...keysInAddress(value.reveal())],
  });
}

/** A copied key often brings a space, a line break or a quotation mark along. */
function isPrintable(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text) && !/^(['"]).*\1$/.test(text);
}
