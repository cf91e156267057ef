import { describe, expect, it } from 'vitest';
import { Lockout } from './lockout.ts';

function aLockout() {
  let nowMs = 0;
  const lockout = new Lockout({ nowMs: () => nowMs, monotonicMs: () => nowMs });
  return {
    lockout,
    pass: (ms: number) => (nowMs += ms),
    fail: (address: string, times: number) => {
      for (let count = 0; count < times; count += 1) lockout.fail(address);
    },
  };
}

describe('a lockout', () => {
  it('begins with the tenth failure within a minute and lasts fifteen', () => {
    const { lockout, fail, pass } = aLockout();
    fail('1.2.3.4', 9);
    expect(lockout.remainingMs('1.2.3.4')).toBe(0);
    fail('1.2.3.4', 1);
    expect(lockout.remainingMs('1.2.3.4')).toBe(900_000);
    pass(900_000);
    expect(lockout.remainingMs('1.2.3.4')).toBe(0);
  });

  it('does not count failures that are a minute old', () => {
    const { lockout, fail, pass } = aLockout();
    fail('1.2.3.4', 9);
    pass(60_000);
    fail('1.2.3.4', 9);
    expect(lockout.remainingMs('1.2.3.4')).toBe(0);
  });

  it('is per address', () => {
    const { lockout, fail } = aLockout();
    fail('1.2.3.4', 10);
    expect(lockout.remainingMs('1.2.3.5')).toBe(0);
  });

  it('holds a whole /64 of IPv6, and loopback apart', () => {
    const { lockout, fail } = aLockout();
    for (let host = 0; host < 10; host += 1) lockout.fail(`2001:db8:1:2::${host.toString(16)}`);
    expect(lockout.remainingMs('2001:db8:1:2:ffff::1')).toBeGreaterThan(0);
    expect(lockout.remainingMs('2001:db8:1:3::1')).toBe(0);
    expect(lockout.remainingMs('::1')).toBe(0);
    fail('::1', 10);
    expect(lockout.remainingMs('::1')).toBeGreaterThan(0);
  });

  it('remembers a bounded number of addresses', () => {
    const { lockout, fail } = aLockout();
    fail('first', 9);
    for (let other = 0; other < 10_000; other += 1) lockout.fail(`other-${other}`);
    fail('first', 1);
    expect(lockout.remainingMs('first')).toBe(0);
  });
});
