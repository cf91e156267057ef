/** No look into the future: what was decided does not depend on what came later. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EngineObserver } from '../../src/core/engine/index.ts';
import { canonicalJson } from '../../src/domain/index.ts';
import { strategies } from '../../src/core/strategies/index.ts';
import { playWorld } from '../support/play-world.ts';
import { randomWorld } from '../support/random-world.ts';

function recorder(): { readonly lines: string[]; readonly observer: EngineObserver } {
  const lines: string[] = [];
  const observer: EngineObserver = {
    decisionMade: (lane, decision, order) =>
      lines.push(canonicalJson([lane.id, decision, order?.request ?? null] as unknown)),
    fillBooked: (fill) => lines.push(canonicalJson(fill)),
  };
  return { lines, observer };
}

it('a shorter history gives the beginning of the same decisions, orders and fills', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 119 }), (seed, count) => {
      const world = randomWorld(seed);
      const whole = recorder();
      const part = recorder();
      playWorld(world, { observer: whole.observer });
      playWorld(world, { observer: part.observer, count });
      expect(part.lines).toEqual(whole.lines.slice(0, part.lines.length));
      compared += part.lines.length;
    }),
    { numRuns: 80 },
  );
  expect(compared).toBeGreaterThan(500);
});

it.each(strategies.filter(({ name }) => name !== 'signals-file').map((strategy) => [strategy.name, strategy] as const))(
  'holds for %s with its own indicators',
  (_name, strategy) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 200, max: 690 }), (seed, count) => {
        const base = randomWorld(seed * 2, 700);
        const symbol = base.instruments[0]?.symbol ?? '';
        const world = { ...base, settings: { ...base.settings, lanes: [{ symbol, strategy, parameters: {} }] } };
        const whole = recorder();
        const part = recorder();
        playWorld(world, { observer: whole.observer });
        playWorld(world, { observer: part.observer, count });
        expect(part.lines).toEqual(whole.lines.slice(0, part.lines.length));
      }),
      { numRuns: 8 },
    );
  },
);
