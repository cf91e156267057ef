import { describe, expect, it } from 'vitest';
import { exposureProblem, isHostExpected, isLoopback, isReadingOpen, isSameOrigin } from './remote-access.ts';

const local = { host: '127.0.0.1', isRemoteAccessAllowed: false };

describe('listening', () => {
  it.each([
    ['127.0.0.1', undefined, false, undefined],
    ['localhost', undefined, false, undefined],
    ['::1', undefined, false, undefined],
    ['0.0.0.0', undefined, false, /API_TOKEN.*ALLOW_REMOTE_ACCESS=true/],
    ['0.0.0.0', 'token', false, /ALLOW_REMOTE_ACCESS=true/],
    ['0.0.0.0', undefined, true, /API_TOKEN/],
    ['::', undefined, true, /API_TOKEN/],
    ['192.168.1.5', 'token', true, undefined],
  ] as const)('on %s with token %s and permission %s', (host, apiToken, isRemoteAccessAllowed, problem) => {
    const found = exposureProblem({ host, isRemoteAccessAllowed, ...(apiToken === undefined ? {} : { apiToken }) });
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(problem);
  });

  it.each(['127.0.0.1', '127.8.9.1', 'LOCALHOST', '[::1]'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['127.evil.example', 'localhost.evil.example', '128.0.0.1', '0.0.0.0', '', '1270.0.0.1'])(
    '"%s" is not',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

describe('reading', () => {
  it('is open on loopback until other machines are let in', () => {
    expect(isReadingOpen(local)).toBe(true);
    expect(isReadingOpen({ ...local, isRemoteAccessAllowed: true })).toBe(false);
    expect(isReadingOpen({ host: '0.0.0.0', isRemoteAccessAllowed: true })).toBe(false);
  });

  it.each([
    ['localhost:8000', true],
    ['127.0.0.1', true],
    ['[::1]:8000', true],
    ['evil.example', false],
    [undefined, false],
  ])('of this machine only under its own names: %s', (host, isExpected) => {
    expect(isHostExpected(local, host)).toBe(isExpected);
  });
});

describe('a request', () => {
  it.each([
    [{}, true],
    [{ origin: 'http://localhost:8000', host: 'localhost:8000' }, true],
    [{ origin: 'http://localhost:8001', host: 'localhost:8000' }, false],
    [{ origin: 'null', host: 'localhost:8000' }, false],
    [{ 'sec-fetch-site': 'cross-site', host: 'localhost:8000' }, false],
    [{ 'sec-fetch-site': 'same-origin', host: 'localhost:8000' }, true],
  ])('with %j is of the same origin: %s', (headers, isSame) => {
    expect(isSameOrigin(headers)).toBe(isSame);
  });
});
