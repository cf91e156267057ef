import { describe, expect, it } from 'vitest';
import { SignalEcho } from './signal-echo.ts';

describe('a signal that the bot has heard', () => {
  it.each([
    ['at the same moment', 1000, true],
    ['just before', 900, true],
    ['a little later', 1090, true],
    ['long before: that was another one', 899, false],
  ])('%s', (_what, heardMs, has) => {
    const echo = new SignalEcho();
    echo.heard('SIGTERM', heardMs);
    expect(echo.has('SIGTERM', 1000)).toBe(has);
  });

  it('is not the one that was passed on to it, so that the next one is, too', () => {
    const echo = new SignalEcho();
    echo.passedOn('SIGHUP');
    echo.heard('SIGHUP', 1000);
    expect(echo.has('SIGHUP', 1001)).toBe(false);
    echo.heard('SIGHUP', 1002);
    expect(echo.has('SIGHUP', 1003)).toBe(true);
  });

  it('says nothing of another signal, nor, however often, of a later one', () => {
    const echo = new SignalEcho();
    for (let nowMs = 0; nowMs < 50; nowMs += 1) echo.heard('SIGHUP', nowMs);
    expect(echo.has('SIGTERM', 20)).toBe(false);
    expect(echo.has('SIGHUP', 500)).toBe(false);
    expect(new SignalEcho().has('SIGHUP', 0)).toBe(false);
  });
});
