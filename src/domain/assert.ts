/** A broken promise of our own code: the supervisor stops new risk, keeps exits and leaves with exit code 70. */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure';
}

/**
 * States what must hold; stays on in production.
 * @throws AssertionFailure with `message`, which says what must hold and what the value was.
 */
export function assert(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new AssertionFailure(typeof message === 'string' ? message : message());
}

/** Marks a branch that the types rule out. */
export function unreachable(value: never): never {
  throw new AssertionFailure(`unreachable branch reached with ${JSON.stringify(value)}`);
}
