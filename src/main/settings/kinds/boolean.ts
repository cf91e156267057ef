import { err, ok } from '../../../domain/result.ts';
import { type Declaration, declare } from '../setting.ts';

const SPELLINGS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  '1': true,
  false: false,
  no: false,
  off: false,
  '0': false,
};

/** Yes or no, in the usual spellings. */
export function boolean<const Declared extends Declaration>(declared: Declared) {
  return declare<boolean, Declared>(declared, {
    kind: 'boolean',
    unit: '',
    allowed: 'true or false',
    parse(text) {
      const spelling = text.toLowerCase();
      const value = Object.hasOwn(SPELLINGS, spelling) ? SPELLINGS[spelling] : undefined;
      return value === undefined ? err('') : ok(value);
    },
    format: String,
  });
}
