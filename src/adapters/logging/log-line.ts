import { errorFields, shorten } from './error-fields.ts';

/** `level` and its like belong to the line itself: two of a name would make it ambiguous. */
const RESERVED: ReadonlySet<string> = new Set(['level', 'time', 'msg']);
const MAX_DEPTH = 8;
/** A socket or a client that slipped in must not become a line of megabytes. */
const MAX_VALUES = 2000;

/** Fields as they are written: errors spelled out wherever they are, exact numbers as text, size bounded. */
export function lineFields(fields: object): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  const budget = { left: MAX_VALUES };
  try {
    for (const [name, value] of Object.entries(fields)) {
      line[RESERVED.has(name) ? `${name}_` : name] = fieldValue(value, 0, budget);
    }
  } catch (cause) {
    // A getter or a proxy that throws: the line is worth more than the field.
    line['unreadable'] = cause instanceof Error ? cause.message : typeof cause;
  }
  return line;
}

function fieldValue(value: unknown, depth: number, budget: { left: number }): unknown {
  if (value instanceof Error) return errorFields(value);
  if (typeof value === 'string') return shorten(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (depth >= MAX_DEPTH) return '…';
  const isList = Array.isArray(value) || value instanceof Map || value instanceof Set;
  const entries: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(isList ? [...value] : value)) {
    budget.left -= 1;
    entries.push([name, budget.left < 0 ? '…' : fieldValue(inner, depth + 1, budget)]);
    if (budget.left < 0) break;
  }
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
