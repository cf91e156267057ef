import { describe, expect, it } from 'vitest';
import type { InstrumentStatus } from '../../../../domain/market/instrument.ts';
import { instrumentStatus } from './instrument-status.ts';
import { aRiskContext, aSell, anInstrument } from '../../testing/risk-context.ts';

describe('instrument-status', () => {
  const rows: readonly (readonly [InstrumentStatus, boolean, boolean])[] = [
    ['trading', true, true],
    ['exitOnly', false, true],
    ['halted', false, false],
  ];
  it.each(rows)('%s: an entry passes %s, a protective exit %s', (status, entryPasses, exitPasses) => {
    const instrument = anInstrument({ status });
    const entry = aRiskContext({ order: { instrument } });
    const exit = aRiskContext({ order: { instrument, ...aSell('protectiveExit') } });
    expect(instrumentStatus.deny(entry) === undefined).toBe(entryPasses);
    expect(instrumentStatus.deny(exit) === undefined).toBe(exitPasses);
  });

  it('names the instrument, its status and what it must be', () => {
    const order = { instrument: anInstrument({ status: 'exitOnly' }) };
    expect(instrumentStatus.deny(aRiskContext({ order }))).toBe('BTC/USDT is exitOnly at gateio, not trading');
  });
});
