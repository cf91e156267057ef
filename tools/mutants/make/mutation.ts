import type { Node } from 'oxc-parser';
import type { Spot } from './spot.ts';

/**
 * `expression` puts another expression in place of one, `statement` leaves one out (`replacement` is empty), `entry`
 * inserts a statement at `start`, which is `end` too.
 */
export type Form = 'expression' | 'statement' | 'entry';

/** One change to one file, before it has a number. Offsets count UTF-16 units. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly form: Form;
  readonly replacement: string;
}

export interface Mutant extends Mutation {
  readonly id: number;
  readonly path: string;
  readonly operator: string;
  /** From 1. */
  readonly line: number;
}

export interface Operator {
  readonly name: string;
  /** Whether it may change what an `assert` claims; what holds always needs no test that it is asked. */
  readonly isForAsserts?: true;
  propose(spot: Spot): readonly Mutation[];
}

/** The same operands, parentheses included, with another operator between them. */
export function swapOperator(
  spot: Spot,
  { left, right }: { left: Node; right: Node },
  from: string,
  to: string,
): Mutation {
  const { node, source } = spot;
  const between = source.slice(left.end, right.start).replace(from, () => to);
  return replace(spot, source.slice(node.start, left.end) + between + source.slice(right.start, node.end));
}

export function replace(spot: Spot, replacement: string, node = spot.node): Mutation {
  return { start: node.start, end: node.end, form: 'expression', replacement };
}
