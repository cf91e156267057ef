/** What is written of an error. Only what is named here: client libraries hang requests and headers on theirs. */

export interface ErrorFields {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: ErrorFields | string;
  /** The parts of an `AggregateError`. */
  readonly errors?: readonly (ErrorFields | string)[];
}

const MAX_DEPTH = 6;
const MAX_PARTS = 10;
const MAX_TEXT = 8192;

/** Causes are followed six deep; a circle ends where it closes. */
export function errorFields(error: Error, seen: ReadonlySet<unknown> = new Set()): ErrorFields {
  const { code, cause, errors } = error as Error & { code?: unknown; errors?: unknown };
  const path = new Set([...seen, error]);
  return {
    type: error.name,
    message: shorten(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: shorten(error.stack) }),
    ...(cause === undefined ? {} : { cause: causeFields(cause, path) }),
    ...(Array.isArray(errors) ? { errors: errors.slice(0, MAX_PARTS).map((part) => causeFields(part, path)) } : {}),
  };
}

function causeFields(cause: unknown, seen: ReadonlySet<unknown>): ErrorFields | string {
  if (!(cause instanceof Error)) return typeof cause === 'string' ? shorten(cause) : `a ${typeof cause}`;
  if (seen.has(cause)) return 'an error from above';
  return seen.size >= MAX_DEPTH ? shorten(cause.message) : errorFields(cause, seen);
}

/** Much is said in a log, and more than this by mistake. */
export function shorten(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
