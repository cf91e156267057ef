import { describe, expect, it } from 'vitest';
import { Access } from './access.ts';
import { Lockout } from './lockout.ts';

const TOKEN = 'f'.repeat(64);

function anAccess(apiToken: string | undefined, isReadingOpen = true): Access {
  const lockout = new Lockout({ nowMs: () => 0, monotonicMs: () => 0 });
  return new Access({ apiToken, isReadingOpen, lockout });
}

describe('access', () => {
  it.each([`Bearer ${TOKEN}`, `bearer   ${TOKEN}`])('takes the token as "%s"', (header) => {
    expect(() => anAccess(TOKEN).check('control', header, '1.2.3.4')).not.toThrow();
  });

  it.each([undefined, '', TOKEN, `Basic ${TOKEN}`, 'Bearer ', `Bearer ${TOKEN} x`, `Token ${TOKEN}`])(
    'does not take "%s" for a token',
    (header) => expect(() => anAccess(TOKEN).check('control', header, '1.2.3.4')).toThrow(/needs the API token/),
  );

  it('counts wrong tokens only: a missing one is no guess', () => {
    const access = anAccess(TOKEN);
    for (let count = 0; count < 50; count += 1) {
      expect(() => access.check('control', undefined, '1.2.3.4')).toThrow(/needs the API token/);
    }
    expect(() => access.check('control', `Bearer ${TOKEN}`, '1.2.3.4')).not.toThrow();
  });

  it('asks readers for the token only where reading is not open', () => {
    expect(() => anAccess(undefined).check('read', undefined, '1.2.3.4')).not.toThrow();
    expect(() => anAccess(TOKEN, false).check('read', undefined, '1.2.3.4')).toThrow(/needs the API token/);
    expect(() => anAccess(undefined, false).check('public', undefined, '1.2.3.4')).not.toThrow();
  });

  it('takes as long for a guess that begins right as for one that is all wrong', () => {
    const guesses = { near: `Bearer ${TOKEN.slice(0, -1)}0`, far: `Bearer ${'0'.repeat(64)}` };
    const times: Record<keyof typeof guesses, number[]> = { near: [], far: [] };
    const access = anAccess(TOKEN);
    for (let round = 0; round < 6000; round += 1) {
      // Alternating, so that whatever else the machine does falls on both.
      for (const kind of round % 2 === 0 ? (['near', 'far'] as const) : (['far', 'near'] as const)) {
        const startedNs = process.hrtime.bigint();
        expect(tries(access, guesses[kind], `${round}`)).toBe(false);
        times[kind].push(Number(process.hrtime.bigint() - startedNs));
      }
    }
    expect(Math.abs(median(times.near) / median(times.far) - 1)).toBeLessThan(0.15);
  });
});

function tries(access: Access, header: string, address: string): boolean {
  try {
    access.check('control', header, address);
    return true;
  } catch {
    return false;
  }
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;
}
