import { describe, expect, it } from 'vitest';
import { restoreKept, saveKept } from './kept-strategy.ts';

const onCandle = (): undefined => undefined;

describe('what a strategy keeps', () => {
  it('is nothing where it does not say', () => {
    expect(saveKept('mine', undefined)).toBeNull();
    expect(saveKept('mine', { onCandle })).toBeNull();
    expect(saveKept('mine', { onCandle, save: () => ({ count: 3 }), restore: () => undefined })).toEqual({ count: 3 });
  });

  it.each([
    ['throws', () => unreadable()],
    ['is no plain data', () => new Map() as never],
  ])('is refused with its name where saving it %s', (_what, save) => {
    expect(() => saveKept('mine', { onCandle, save, restore: () => undefined })).toThrow(
      /^strategy mine cannot be saved: /,
    );
  });

  it('is put back where something was kept', () => {
    const restored: unknown[] = [];
    const strategy = { onCandle, restore: (saved: unknown) => void restored.push(saved) };
    expect([7, null, undefined].map((saved) => restoreKept(strategy, saved))).toEqual([true, false, false]);
    expect(restored).toEqual([7]);
  });

  it.each([
    ['there is no strategy', undefined],
    ['it takes nothing back', { onCandle }],
    ['it does not take that', { onCandle, restore: () => unreadable() }],
  ])('is not put back where %s', (_what, strategy) => {
    expect(restoreKept(strategy, 7)).toBe(false);
  });
});

function unreadable(): never {
  throw new RangeError('not mine');
}
