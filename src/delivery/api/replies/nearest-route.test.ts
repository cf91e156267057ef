import { describe, expect, it } from 'vitest';
import { nearestRoute } from './nearest-route.ts';

const known = ['/', '/health', '/ready', '/metrics', '/api/v1/orders', '/api/v1/positions', '/orchestrator/status'];

describe('the nearest route', () => {
  it.each([
    ['/heath', '/health'],
    ['/HEALTH', '/health'],
    ['/metric', '/metrics'],
    ['/orders', '/api/v1/orders'],
    ['/api/v1/postions', '/api/v1/positions'],
    ['/orchestrator/state', '/orchestrator/status'],
  ])('of %s is %s', (path, expected) => expect(nearestRoute(path, known)).toBe(expected));

  it.each(['/completely/different', `/${'x'.repeat(10_000)}`])('is none when nothing is close', (path) => {
    expect(nearestRoute(path, known)).toBeUndefined();
  });
});
