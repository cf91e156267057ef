import { describe, expect, it } from 'vitest';
import { Idempotency } from './idempotency.ts';

describe('a key', () => {
  it('lets an action happen once, also while the first is still under way', async () => {
    const idempotency = new Idempotency();
    let count = 0;
    const act = async () => (count += 1);
    const answers = await Promise.all([
      idempotency.once('key', { a: 1 }, act),
      idempotency.once('key', { a: 1 }, act),
      idempotency.once('other', { a: 1 }, act),
    ]);
    expect(answers).toEqual([1, 1, 2]);
  });

  it('cannot be used for something else', async () => {
    const idempotency = new Idempotency();
    await idempotency.once('key', { a: 1 }, async () => 1);
    expect(() => idempotency.once('key', { a: 2 }, async () => 2)).toThrow(/different request/);
  });

  it('may be tried again after a failure', async () => {
    const idempotency = new Idempotency();
    await expect(idempotency.once('key', {}, () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
    expect(await idempotency.once('key', {}, async () => 'done')).toBe('done');
  });

  it('that is absent promises nothing', async () => {
    const idempotency = new Idempotency();
    let count = 0;
    for (let time = 0; time < 2; time += 1) await idempotency.once(undefined, {}, async () => (count += 1));
    expect(count).toBe(2);
  });
});
