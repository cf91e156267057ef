import { err, ok } from '../../../domain/result.ts';
import { type Declaration, declare } from '../setting.ts';

interface Shape {
  /** What is right, to be read after "must be". */
  readonly allowed?: string;
  readonly accepts?: (text: string) => boolean;
}

/** Any text of a given shape. */
export function text<const Declared extends Declaration>(declared: Declared & Shape) {
  const { allowed = 'text', accepts = () => true } = declared;
  return declare<string, Declared>(declared, {
    kind: 'text',
    unit: '',
    allowed,
    parse: (value) => (accepts(value) ? ok(value) : err('')),
    format: (value) => value,
  });
}

/** A file or folder. A default that starts with `DATA_DIR/` lies under the configured data folder. */
export function path<const Declared extends Declaration>(declared: Declared) {
  return declare<string, Declared>(declared, {
    kind: 'path',
    unit: '',
    allowed: 'the path of a file or folder',
    parse: (value) => (value.includes('\0') ? err('a path holds no NUL character') : ok(value)),
    format: (value) => value,
  });
}
