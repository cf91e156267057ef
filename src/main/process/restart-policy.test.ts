import { describe, expect, it } from 'vitest';
import { RestartPolicy } from './restart-policy.ts';

const HOUR_MS = 3_600_000;

describe('restarts', () => {
  it('wait twice as long each time, a minute at most, until there were too many in an hour', () => {
    const policy = new RestartPolicy(8);
    const waits = Array.from({ length: 9 }, (_, at) => policy.next(at * 1000)?.waitMs);
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, undefined]);
  });

  it('are counted within the last hour only', () => {
    const policy = new RestartPolicy(2);
    expect([0, 1000, 2000].map((nowMs) => policy.next(nowMs)?.count)).toEqual([1, 2, undefined]);
    expect(policy.next(HOUR_MS - 1)).toBeUndefined();
    expect(policy.next(HOUR_MS)).toEqual({ waitMs: 2000, count: 2 });
    expect(policy.next(3 * HOUR_MS)).toEqual({ waitMs: 1000, count: 1 });
  });

  it('do not happen where none are wanted', () => {
    expect(new RestartPolicy(0).next(0)).toBeUndefined();
  });
});
