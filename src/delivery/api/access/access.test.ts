import { readFileSync } from 'node:fs';
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

  it('compares digests of one length in constant time, and nothing else', () => {
    const source = readFileSync(new URL('./access.ts', import.meta.url), 'utf8');
    expect(source).toMatch(/timingSafeEqual\(/);
    expect(source).toMatch(/createHash\('sha256'\)/);
    // A guess that begins right is as wrong as any other.
    const access = anAccess(TOKEN);
    expect(tries(access, `Bearer ${TOKEN.slice(0, -1)}0`, '1.2.3.4')).toBe(false);
    expect(tries(access, `Bearer ${TOKEN}0`, '1.2.3.4')).toBe(false);
    expect(tries(access, `Bearer ${TOKEN}`, '1.2.3.4')).toBe(true);
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
