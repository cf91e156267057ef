import { describe, expect, it } from 'vitest';
import { PauseWatch } from './pause-watch.ts';

function aWatch() {
  const time = { monotonic: 1000, wall: 1_700_000_000_000 };
  const watch = new PauseWatch({ nowMs: () => time.wall, monotonicMs: () => time.monotonic });
  const pass = (ms: number, wallMs = ms): void => {
    time.monotonic += ms;
    time.wall += wallMs;
  };
  return { watch, pass };
}

describe('a process that stood still', () => {
  it.each([
    ['stopped while it slept', 1000, 61_000, 61_000, 60_000],
    ['for just as long as is allowed', 1000, 6000, 6000, 0],
    ['for a millisecond more', 1000, 6001, 6001, 5001],
    ['suspended with its machine', 1000, 1000, 3_601_000, 3_600_000],
    ['woken as it should be', 1000, 1000, 1000, 0],
    ['woken early', 1000, 3, 3, 0],
    ['while its clock was set back', 1000, 1000, -3_600_000, 0],
    ['without knowing when to wake', undefined, 3_600_000, 3_600_000, 0],
    ['suspended without knowing when to wake', undefined, 1000, 3_600_000, 3_599_000],
  ])('%s', (_what, waitMs, passedMs, wallMs, pausedMs) => {
    const { watch, pass } = aWatch();
    watch.look();
    watch.rest(waitMs);
    pass(passedMs, wallMs);
    expect(watch.look()).toBe(pausedMs);
    watch.rest(1000);
    pass(500);
    expect(watch.look()).toBe(0);
  });

  it.each([
    [5000, 0],
    [5001, 5001],
    [60_000, 60_000],
  ])('in the middle of a round, for %i ms', (busyMs, pausedMs) => {
    const { watch, pass } = aWatch();
    watch.look();
    pass(busyMs);
    watch.rest(0);
    expect(watch.look()).toBe(pausedMs);
    watch.rest(0);
    expect(watch.look()).toBe(0);
  });

  it('before its first round is not heard of', () => {
    const { watch, pass } = aWatch();
    pass(60_000);
    expect(watch.look()).toBe(0);
  });
});
