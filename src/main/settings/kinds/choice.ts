import { err, ok } from '../../../domain/result.ts';
import { type Declaration, declare } from '../setting.ts';

interface Options<Option extends string> {
  readonly options: readonly Option[];
  /** Other words for an option, lower case. */
  readonly spellings?: Readonly<Record<string, Option>>;
}

/** One of a few words, in any case. */
export function choice<const Option extends string, const Declared extends Declaration>(
  declared: Declared & Options<Option>,
) {
  const { options, spellings = {} } = declared;
  return declare<Option, Declared>(declared, {
    kind: 'choice',
    unit: '',
    allowed: `one of ${options.join(', ')}`,
    parse(text) {
      const word = text.toLowerCase();
      const found = options.find((option) => option === word);
      const spelled = Object.hasOwn(spellings, word) ? spellings[word] : undefined;
      const value = found ?? spelled;
      return value === undefined ? err('') : ok(value);
    },
    format: (value) => value,
  });
}
