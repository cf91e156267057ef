/** An exit that is denied again and again: facts tell each try, though nothing else changes with it. */
import { expect, it } from 'vitest';
import { toldEngine } from '../testing/told-engine.ts';

it('tries that were denied are told to whoever folds the run', () => {
  const told = toldEngine({ isShadowed: true });
  told.tell('candle 100 buy, accept, fill, armed, status halted, quote 95');
  expect(told.tell('timer 1, timer 1000, timer 2000')).toContain('critical exitDenied');
  expect(told.tell('status trading, timer 1')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
});
