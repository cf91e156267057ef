import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ExitPosition,
  type ExitProposal,
  type ExitSettings,
  createExitProposal,
  defaultExitSettings,
  enabledExits,
  evaluateExits,
  exitRules,
} from './index.ts';

/** Bought at 100, right after the fill. */
function aPosition(changes: Partial<ExitPosition> = {}): ExitPosition {
  return {
    entryPrice: 100,
    candlesHeld: 0,
    highestClose: 100,
    atr: Number.NaN,
    stopPrice: Number.NaN,
    strategyStopPrice: Number.NaN,
    strategyTargetPrice: Number.NaN,
    ...changes,
  };
}

function proposalOf(settings: ExitSettings, position: Partial<ExitPosition> = {}): ExitProposal {
  const proposal = createExitProposal();
  evaluateExits(enabledExits(settings).rules, aPosition(position), settings, proposal);
  return proposal;
}

/** `stop 98 stop-loss, target 110 take-profit, leave time-stop`, as far as proposed. */
function wording(settings: ExitSettings, position: Partial<ExitPosition> = {}): string {
  const { stopPrice, stopRule, targetPrice, targetRule, exitRule } = proposalOf(settings, position);
  return [
    Number.isNaN(stopPrice) ? '' : `stop ${stopPrice} ${stopRule}`,
    Number.isNaN(targetPrice) ? '' : `target ${targetPrice} ${targetRule}`,
    exitRule && `leave ${exitRule}`,
  ]
    .filter(Boolean)
    .join(', ');
}

const stop = { stopLossRatio: 0.02 };
const both = { stopLossRatio: 0.02, takeProfitRatio: 0.1 };
const trailing = { trailingStop: { distanceRatio: 0.03, activationRatio: 0.05 } };
const breakEven = { breakEven: { activationRatio: 0.02, offsetRatio: 0.002 } };
const timeStop = { timeStop: { maxCandles: 12 } };
const atr = (isTrailing: boolean): ExitSettings => ({ atrStop: { multiple: 2, isTrailing } });

describe('exit rules', () => {
  const rows: readonly (readonly [string, ExitSettings, Partial<ExitPosition>, string])[] = [
    ['nothing configured, nothing guarded', {}, { candlesHeld: 1e6, highestClose: 1e6, atr: 1 }, ''],
    ['stop loss', stop, {}, 'stop 98 stop-loss'],
    ['stop loss stays where the entry put it', stop, { highestClose: 150 }, 'stop 98 stop-loss'],
    ['stop loss of everything guards nothing', { stopLossRatio: 1 }, {}, ''],
    ['take profit', both, {}, 'stop 98 stop-loss, target 110 take-profit'],
    [
      'a strategy stop replaces a nearer one',
      both,
      { strategyStopPrice: 90 },
      'stop 90 strategy-levels, target 110 take-profit',
    ],
    ['a strategy stop replaces a farther one', stop, { strategyStopPrice: 99 }, 'stop 99 strategy-levels'],
    [
      'a strategy target replaces a nearer one',
      both,
      { strategyTargetPrice: 130 },
      'stop 98 stop-loss, target 130 strategy-levels',
    ],
    [
      'strategy levels need no setting',
      {},
      { strategyStopPrice: 95, strategyTargetPrice: 105 },
      'stop 95 strategy-levels, target 105 strategy-levels',
    ],
    ['trailing sleeps below its activation', trailing, { highestClose: 104.99 }, ''],
    ['trailing wakes at its activation', trailing, { highestClose: 105 }, 'stop 101.85 trailing-stop'],
    ['trailing hangs below the highest close', trailing, { highestClose: 200 }, 'stop 194 trailing-stop'],
    [
      'trailing never goes below the stop in force',
      trailing,
      { highestClose: 110, stopPrice: 108 },
      'stop 108 trailing-stop',
    ],
    [
      'trailing awake, the hard stop nearer',
      { ...stop, trailingStop: { distanceRatio: 0.2, activationRatio: 0 } },
      {},
      'stop 98 stop-loss',
    ],
    ['break-even sleeps below its activation', breakEven, { highestClose: 101.99 }, ''],
    ['break-even wakes at its activation', breakEven, { highestClose: 102 }, 'stop 100.2 break-even'],
    ['break-even stays awake when price falls back', breakEven, { highestClose: 102 }, 'stop 100.2 break-even'],
    ['time stop waits', timeStop, { candlesHeld: 11 }, ''],
    ['time stop leaves at its candle', timeStop, { candlesHeld: 12 }, 'leave time-stop'],
    ['time stop leaves after it too', timeStop, { candlesHeld: 13 }, 'leave time-stop'],
    ['no ATR yet: no ATR stop', atr(false), {}, ''],
    ['no ATR yet: the hard stop holds', { ...stop, ...atr(true) }, {}, 'stop 98 stop-loss'],
    ['ATR stop hangs below the entry', atr(false), { atr: 3, highestClose: 120 }, 'stop 94 atr-stop'],
    ['ATR stop widens with the market', atr(false), { atr: 5, stopPrice: 94 }, 'stop 90 atr-stop'],
    ['ATR stop never below the hard stop', { ...stop, ...atr(false) }, { atr: 5 }, 'stop 98 stop-loss'],
    ['trailing ATR stop hangs below the highest close', atr(true), { atr: 3, highestClose: 120 }, 'stop 114 atr-stop'],
    ['trailing ATR stop does not widen', atr(true), { atr: 5, highestClose: 120, stopPrice: 114 }, 'stop 114 atr-stop'],
    ['trailing ATR stop outlasts a missing ATR', atr(true), { highestClose: 120, stopPrice: 114 }, 'stop 114 atr-stop'],
    [
      'the highest stop wins',
      { ...stop, ...breakEven, ...trailing },
      { highestClose: 110 },
      'stop 106.7 trailing-stop',
    ],
    ['the stop in force keeps its name', { ...stop, ...atr(true) }, { atr: 9, stopPrice: 98 }, 'stop 98 stop-loss'],
    ['a stop above the latest close is proposed as it is', breakEven, { highestClose: 103 }, 'stop 100.2 break-even'],
  ];
  it.each(rows)('%s', (_title, settings, position, expected) => {
    expect(wording(settings, position)).toBe(expected);
  });

  it('start from an empty proposal each time', () => {
    const proposal = createExitProposal();
    evaluateExits(
      enabledExits({ ...both, ...timeStop }).rules,
      aPosition({ candlesHeld: 99 }),
      { ...both, ...timeStop },
      proposal,
    );
    expect(proposal.exitRule).toBe('time-stop');
    evaluateExits(enabledExits({}).rules, aPosition(), {}, proposal);
    expect(proposal).toEqual(createExitProposal());
  });
});

describe('enabledExits', () => {
  const rows: readonly (readonly [string, ExitSettings])[] = [
    ['stop-loss', stop],
    ['take-profit', { takeProfitRatio: 0.1 }],
    ['break-even', breakEven],
    ['trailing-stop', trailing],
    ['atr-stop', atr(false)],
    ['time-stop', timeStop],
  ];
  it.each(rows)('%s is asked when it is configured', (name, settings) => {
    expect(enabledExits(settings).rules.map((rule) => rule.name)).toEqual(['strategy-levels', name]);
  });

  it('propose nothing without their setting, should anybody ask', () => {
    const proposal = createExitProposal();
    evaluateExits(exitRules, aPosition({ candlesHeld: 1e6, highestClose: 1e6, atr: 1 }), {}, proposal);
    expect(proposal).toEqual(createExitProposal());
  });

  const flags: readonly (readonly [string, ExitSettings, string])[] = [
    ['nothing', {}, ''],
    ['a stop loss', stop, 'stops at entry'],
    ['a target', { takeProfitRatio: 0.1 }, ''],
    ['break even', breakEven, 'moves with highs'],
    ['a trailing stop', trailing, 'moves with highs'],
    [
      'a trailing stop from the entry on',
      { trailingStop: { distanceRatio: 0.03, activationRatio: 0 } },
      'moves with highs, stops at entry',
    ],
    ['an ATR stop', atr(false), 'moves with candles, stops at entry'],
    ['a time stop', timeStop, 'moves with candles'],
  ];
  it.each(flags)('with %s says when to ask again', (_title, settings, expected) => {
    const { moveWithCandles, moveWithHighs, stopsAtEntry } = enabledExits(settings);
    const said = [
      moveWithCandles ? 'moves with candles' : '',
      moveWithHighs ? 'moves with highs' : '',
      stopsAtEntry ? 'stops at entry' : '',
    ];
    expect(said.filter(Boolean).join(', ')).toBe(expected);
  });

  it('guards every position when nobody configured anything', () => {
    expect(wording(defaultExitSettings)).toBe('stop 98 stop-loss');
  });
});

const ratio = fc.double({ min: 0.001, max: 0.5, noNaN: true });
const closes = fc.array(fc.double({ min: 10, max: 1000, noNaN: true }), { minLength: 1, maxLength: 60 });
const atrs = fc.array(fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0.01, max: 50, noNaN: true })), {
  minLength: 1,
});

/** The stops in force while a position of entry 100 lives through the closes. */
function stopsOver(settings: ExitSettings, prices: readonly number[], ranges: readonly number[]): number[] {
  const position = aPosition();
  return prices.map((close, index) => {
    position.candlesHeld = index + 1;
    position.highestClose = Math.max(position.highestClose, close);
    position.atr = ranges[index % ranges.length] ?? Number.NaN;
    position.stopPrice = proposalOf(settings, position).stopPrice;
    return position.stopPrice;
  });
}

it('a stop never goes down while a position lives, whatever trails', () => {
  const settings: fc.Arbitrary<ExitSettings> = fc.record(
    {
      stopLossRatio: ratio,
      trailingStop: fc.record({ distanceRatio: ratio, activationRatio: ratio }),
      breakEven: fc.record({ activationRatio: ratio, offsetRatio: fc.constantFrom(0, 0.001) }),
      atrStop: fc.record({ multiple: fc.double({ min: 0.5, max: 5, noNaN: true }), isTrailing: fc.constant(true) }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(settings, closes, atrs, (configured, prices, ranges) => {
      const stops = stopsOver(configured, prices, ranges);
      const falls = stops.filter(
        (level, index) =>
          level < (stops[index - 1] ?? 0) || Number.isNaN(level) > Number.isNaN(stops[index - 1] ?? Number.NaN),
      );
      expect(falls).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('a trailing stop widened in mid-flight does not fall', () => {
  fc.assert(
    fc.property(ratio, ratio, closes, (first, second, prices) => {
      const near = { trailingStop: { distanceRatio: Math.min(first, second), activationRatio: 0 } };
      const far = { trailingStop: { distanceRatio: Math.max(first, second), activationRatio: 0 } };
      const highestClose = Math.max(100, ...prices);
      const { stopPrice } = proposalOf(near, { highestClose });
      expect(proposalOf(far, { highestClose, stopPrice }).stopPrice).toBe(stopPrice);
    }),
  );
});

it('more rules never loosen what fewer propose', () => {
  fc.assert(
    fc.property(fc.double({ min: 50, max: 300, noNaN: true }), ratio, (highestClose, distanceRatio) => {
      const fewer = proposalOf(both, { highestClose });
      const more = proposalOf(
        { ...both, ...breakEven, ...atr(true), trailingStop: { distanceRatio, activationRatio: 0 } },
        { highestClose, atr: 3 },
      );
      expect(more.stopPrice).toBeGreaterThanOrEqual(fewer.stopPrice);
      expect(more.targetPrice).toBeLessThanOrEqual(fewer.targetPrice);
    }),
  );
});

it('lists every exit rule that has a file, named after it', async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== 'index.ts');
  const found: unknown[] = [];
  for (const file of files) {
    const exported: Record<string, unknown> = await import(join(import.meta.dirname, file));
    for (const value of Object.values(exported)) {
      if (typeof value !== 'object' || value === null || !('propose' in value)) continue;
      expect(value).toHaveProperty('name', file.slice(0, -3));
      found.push(value);
    }
  }
  expect(found).toHaveLength(exitRules.length);
  expect(exitRules).toEqual(expect.arrayContaining(found));
});
