/** Deposits and withdrawals of a simulated account: the venue follows the books, now and after a restart. */
import { describe, expect, it } from 'vitest';
import { type EngineEvent, decimal } from '../../domain/index.ts';
import { aCandle, buy, engineSettings, scripted, sell } from '../../../test/support/build.ts';
import { type JournaledRun, restartRun, startRun } from '../testing.ts';

const settings = engineSettings(scripted({ 0: buy(), 2: sell(), 3: buy() }), {
  size: { kind: 'equityShare', share: 0.9 },
});

function move(amount: string, asset = 'USDT', key = `${amount} ${asset}`): EngineEvent {
  const action = { kind: 'moveFunds', asset, amount: decimal(amount) } as const;
  return { type: 'operatorActed', action, actor: 'ann', reason: 'because', key };
}

function tell(run: JournaledRun, event: EngineEvent): void {
  run.writer.handle(event, run.writer.timeMs);
  run.writer.drain(run.writer.timeMs);
}

const booksOf = ({ engine }: JournaledRun) => engine.view.ledger.balances();
const venueOf = ({ venue }: JournaledRun) => ({ USDT: venue.balance('USDT'), BTC: venue.balance('BTC') });

describe('a simulated account', () => {
  it('holds what the books hold after each move', () => {
    const run = startRun(settings);
    run.play([aCandle(0), aCandle(1)]);
    for (const event of [move('5000'), move('-1234.5'), move('2', 'BTC'), move('-999999'), move('-0.5', 'BTC')]) {
      tell(run, event);
      expect(venueOf(run)).toMatchObject(booksOf(run));
    }
    expect(booksOf(run)['USDT']).toBeGreaterThan(decimal('4000'));
  });

  it('spends what came in, and does not what is gone', () => {
    const rich = startRun(settings);
    rich.play([aCandle(0), aCandle(1), aCandle(2)]);
    tell(rich, move('10000'));
    rich.play([aCandle(3), aCandle(4), aCandle(5)]);
    expect(rich.engine.view.lanes[0]?.position?.quantity).toBeGreaterThan(170);
    expect(venueOf(rich)).toMatchObject(booksOf(rich));
  });

  it('is the same after a restart', () => {
    const run = startRun(settings);
    run.play([aCandle(0), aCandle(1)]);
    tell(run, move('5000'));
    tell(run, move('3', 'BTC'));
    const again = restartRun(settings, { journal: run.journal });
    expect(booksOf(again)).toEqual(booksOf(run));
    expect(venueOf(again)).toEqual(venueOf(run));
    const { portfolio } = again.engine.view;
    expect([portfolio.netFlow, portfolio.equity]).toEqual([5000, run.engine.view.portfolio.equity]);
    // A key that was used before the restart is not used again.
    tell(again, move('5000'));
    expect(again.engine.view.portfolio.netFlow).toBe(5000);
    again.play([aCandle(2), aCandle(3), aCandle(4)]);
    expect(venueOf(again)).toEqual(booksOf(again));
  });
});
