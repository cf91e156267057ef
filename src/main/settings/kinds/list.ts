import { type Result, err, ok } from '../../../domain/result.ts';
import { type Declaration, declare } from '../setting.ts';

interface Items {
  /** What one item must be. */
  readonly allowed: string;
  /** Reads one item; the error says what is wrong with it. */
  readonly item: (text: string) => Result<string, string>;
}

/** Comma-separated values, none empty, none twice. */
export function list<const Declared extends Declaration>(declared: Declared & Items) {
  return declare<readonly string[], Declared>(declared, {
    kind: 'list',
    unit: '',
    allowed: declared.allowed,
    parse: (text) => parseList(text, declared.item),
    format: (values) => values.join(','),
  });
}

function parseList(text: string, item: Items['item']): Result<readonly string[], string> {
  const values: string[] = [];
  for (const part of text.split(',')) {
    const trimmed = part.trim();
    if (trimmed === '') return err('there is an empty item between commas');
    const parsed = item(trimmed);
    if (!parsed.ok) return parsed;
    if (values.includes(parsed.value)) return err(`${parsed.value} is named twice`);
    values.push(parsed.value);
  }
  return ok(values);
}
