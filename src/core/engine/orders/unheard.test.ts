/** Nobody has to listen: an engine without an observer answers the same. */
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../domain/events/events.ts';
import { Engine } from '../index.ts';
import { commandLine } from '../testing/lines.ts';
import { BTC, ETH, type ToldOptions, toldEngine } from '../testing/told-engine.ts';

/** The commands of an engine that is heard, and those of one that is not, told the same. */
function both(
  steps: string,
  options: ToldOptions = {},
): { readonly heard: readonly string[]; readonly unheard: readonly string[] } {
  const told = toldEngine(options);
  const { settings, run } = told.engine.view;
  const engine = new Engine(settings);
  let sequence = 0;
  const unheard: string[] = [];
  const tell = (event: EngineEvent): void => {
    sequence += 1;
    unheard.push(...engine.apply({ sequence, timeMs: told.nowMs, event }).map(commandLine));
  };
  const apply = told.apply.bind(told);
  tell(run);
  told.apply = (event) => {
    apply(event);
    tell(event);
  };
  return { heard: told.tell(steps), unheard };
}

const WIDE = { exits: { stopLossRatio: 0.5 } };

describe('without an observer', () => {
  it.each<[string, string, ToldOptions]>([
    ['a round trip', 'candle 100 buy, accept, fill 4, fill, armed, candle 110 sell, fill 3, fill', {}],
    ['a stop that is refused and tried again', 'candle 100 buy, fill, armed, quote 95, reject, timer 0, fill', {}],
    ['an entry that is denied', 'candle 100 buy size 0.5, candle 100 buy stop 101, candle 100 buy', {}],
    [
      'an order that is lost',
      'candle 100 buy, unknown, absent, unknown, resume, accept, operator cancel c0-1, canceled',
      {},
    ],
    ['an exit of dust', 'candle 100 buy, fill fee 0.00005 BTC, armed, candle 100 sell, fill 9.9999', {}],
    ['levels that cannot be armed', 'candle 100 buy, fill, armFailed, timer 10001, fill', {}],
    [
      'orders that rest',
      'candle 100 rest a:buy:95:10 b:buy:90:0.00001 s:sell:110:5, accept, fill 4 @ 95, armed, candle 100, canceled, timer 5000',
      WIDE,
    ],
    ['fills that are set aside', 'candle 100 buy, fill 4 @ 5000, fill 6 @ 5000', {}],
    [
      'operators, storage and pauses',
      'candle 100, candle 50 ETH, storage off, storage on, interrupted, operator move 500, operator halted, operator active, status exitOnly',
      { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] },
    ],
    ['a strategy that stops', 'candle 100 buy, fill, armed, candle 100 throw, candle 100', {}],
  ])('%s asks for the same', (_what, steps, options) => {
    const { heard, unheard } = both(steps, options);
    expect(heard.length).toBeGreaterThan(0);
    expect(unheard).toEqual(heard);
  });
});
