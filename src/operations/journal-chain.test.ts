import { describe, expect, it } from 'vitest';
import { JournalChain } from './journal-chain.ts';

function chainOf(...answers: readonly (readonly [number, string])[]): string {
  const chain = new JournalChain();
  for (const [sequence, hash] of answers) chain.add(sequence, hash);
  return chain.hash;
}

describe('the chain over the answers of a run', () => {
  it('is the same for the same answers and empty without any', () => {
    expect(chainOf([1, 'a'], [5, 'b'])).toBe(chainOf([1, 'a'], [5, 'b']));
    expect(chainOf()).toBe('');
  });

  it('differs when an answer, its place or their order does', () => {
    const original = chainOf([1, 'a'], [5, 'b']);
    for (const other of [
      chainOf([1, 'x'], [5, 'b']),
      chainOf([1, 'a'], [5, 'c']),
      chainOf([1, 'a'], [6, 'b']),
      chainOf([5, 'b'], [1, 'a']),
      chainOf([1, 'a']),
    ]) {
      expect(other).not.toBe(original);
    }
  });
});
