import { describe, expect, it } from 'vitest';
import { Engine, type EngineSettings } from '../../core/engine/index.ts';
import { ok } from '../../domain/index.ts';
import {
  MINUTE,
  START_MS,
  aCandle,
  anInstrument,
  buy,
  engineSettings,
  scripted,
  sell,
} from '../../../test/support/build.ts';
import { walk } from '../../../test/support/synthetic-candles.ts';
import { describeDecision } from '../bot/recent-decisions.ts';
import type { ChangedSettings } from '../recovery/replay-journal.ts';
import { type CandleAsked, explainCandle } from './explain-candle.ts';
import type { CreateEngines, PastRun } from './past-run.ts';
import { recordRun } from './testing.ts';
import type { ExplainedCandle } from './told.ts';

const TODAY = { version: '2', commit: 'today' };

const enginesOf =
  (settings: EngineSettings): CreateEngines =>
  async () =>
    ok(() => new Engine(settings));

/** The strategy of then is gone. */
const noEngines: CreateEngines = async () => ({ ok: false, error: ['strategy file mine.ts does not exist'] });

/** The candle of that number, as a version with these settings explains it. */
async function explained(past: PastRun, settings: EngineSettings, at: number, lane = 0): Promise<ExplainedCandle> {
  const told = await ask(past, settings, { lane, candleOpenTimeMs: START_MS + at * MINUTE });
  if (!told.ok) throw new Error(told.error.message);
  return told.value;
}

function ask(past: PastRun, settings: EngineSettings, asked: CandleAsked) {
  return explainCandle(past, asked, { today: TODAY, createEngines: enginesOf(settings) });
}

/** Rises, so that a trailing stop is armed again and again, and falls back to it. */
const hill = Array.from({ length: 30 }, (_, index) =>
  aCandle(index, { close: 100 + (index < 16 ? index : 32 - index) / 4 }),
);

const busy = engineSettings(scripted({ 2: buy(), 8: sell(), 12: buy({ limitPrice: 1 }), 13: buy(), 14: sell() }), {
  exits: { stopLossRatio: 0.02, takeProfitRatio: 0.03, trailingStop: { distanceRatio: 0.01, activationRatio: 0 } },
});

/** ETH has no candle in every fifth interval: the rest of those is told when nobody waits for it any more. */
const toldOf = (index: number): readonly number[] => (index % 5 === 3 ? [0] : [0, 1]);

describe('the same version', () => {
  it.each([
    ['a walk', walk({ seed: 2, count: 30, startMs: START_MS, volatility: 0.006 })],
    ['a hill', hill],
  ])('decides every candle as it was recorded (%s)', async (_name, candles) => {
    const recorded = recordRun(busy);
    const live: ReturnType<typeof describeDecision>[] = [];
    for (const candle of candles) {
      recorded.run.play([candle]);
      live.push(describeDecision(recorded.run.engine, 0));
      if (live.length % 11 === 0) recorded.checkpoint();
    }
    const { past } = recorded;
    for (const [at, then] of live.entries()) {
      const told = await explained(past, busy, at);
      expect([at, told.differences]).toEqual([at, []]);
      expect(told.price).toBe(then?.price);
      expect(told.recorded.action).toBe(then?.decision.action);
      expect(told.recomputed).toMatchObject({ action: then?.decision.action, reason: then?.decision.reason });
      expect(told.recomputed?.decision?.explain.signals).toEqual(then?.decision.explain.signals);
      // What was written down when it was decided, to the last figure.
      if (told.recorded.decision) expect(told.recomputed?.decision).toEqual(told.recorded.decision);
      if (told.recorded.action !== 'hold') expect(told.recorded.decision).not.toBeNull();
    }
    expect(live.filter((then) => then?.decision.action === 'buy').length).toBeGreaterThan(1);
  });

  it('decides those of several instruments, each by its interval, as they were recorded', async () => {
    const strategy = scripted({ 3: buy() });
    const instruments = [anInstrument(), anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH' })];
    const lanes = ['BTC/USDT', 'ETH/USDT'].map((symbol) => ({ symbol, strategy, parameters: {} }));
    const settings = { ...busy, lanes };
    const recorded = recordRun(settings, { instruments });
    const live = new Map<string, ReturnType<typeof describeDecision>>();
    for (const [index, candle] of hill.entries()) {
      for (const instrument of toldOf(index)) recorded.run.driver.close(instrument, candle);
      recorded.run.driver.flush();
      for (const lane of toldOf(index)) live.set(`${index} ${lane}`, describeDecision(recorded.run.engine, lane));
    }
    const { past } = recorded;
    for (const [index] of hill.entries()) {
      for (const lane of [0, 1]) {
        const then = live.get(`${index} ${lane}`);
        const told = await ask(past, settings, { lane, candleOpenTimeMs: START_MS + index * MINUTE });
        if (then === undefined) expect(told).toMatchObject({ ok: false, error: { code: 'unknownCandle' } });
        else {
          const price = then.price;
          expect(told).toMatchObject({
            ok: true,
            value: { lane, price, recorded: { action: then.decision.action }, differences: [] },
          });
        }
      }
    }
    expect([...live.values()].filter((then) => then?.decision.action === 'buy')).toHaveLength(2);
  });

  it('knows what a strategy had in memory: what a checkpoint did not keep is told again from where its process began', async () => {
    /** Buys on the fourth candle after it was set up. */
    const counting = scripted(
      {},
      {
        setup: () => {
          let seen = 0;
          return (context) => ((seen += 1) === 4 ? context.enterLong({ reason: `candle ${seen}` }) : undefined);
        },
      },
    );
    const settings = engineSettings(counting);
    const recorded = recordRun(settings);
    recorded.run.play([aCandle(0), aCandle(1)]);
    recorded.checkpoint();
    recorded.run.play([aCandle(2), aCandle(3)]);
    recorded.restart(settings);
    recorded.run.play([4, 5, 6, 7].map((index) => aCandle(index)));
    const { past } = recorded;
    const told = await Promise.all([3, 4, 5, 6].map((at) => explained(past, settings, at)));
    expect(told.map(({ recorded: { action, reason } }) => `${action} ${reason}`)).toEqual([
      'buy candle 4',
      'hold null',
      'buy candle 4',
      'hold null',
    ]);
    expect(told.map(({ differences }) => differences)).toEqual([[], [], [], []]);
  });
});

it('what a price led to before the next candle is told after what the candle led to', async () => {
  const recorded = recordRun(busy);
  recorded.run.play(hill.slice(0, 4));
  const fall = aCandle(4, { open: 100.75, low: 90, close: 100 });
  recorded.run.play([fall, aCandle(5)]);
  const told = await explained(recorded.past, busy, 3);
  expect(told).toMatchObject({ recorded: { action: 'hold' }, later: [{ action: 'sell' }], differences: [] });
  const [sold] = told.later;
  expect(sold?.reason).toMatch(/stop/);
  const asked = { lane: 0, candleOpenTimeMs: START_MS + 3 * MINUTE };
  expect(await explainCandle(recorded.past, asked, { today: TODAY, createEngines: noEngines })).toMatchObject({
    ok: true,
    value: { recorded: { action: 'hold' }, later: [sold], symbol: 'BTC/USDT' },
  });
});

describe('another version', () => {
  it('is told beside what was recorded, with what is different', async () => {
    const recorded = recordRun(busy);
    recorded.run.play(hill);
    const smaller = { ...busy, size: { kind: 'fixedQuote', quote: 500 } } as const;
    const told = await explained(recorded.past, smaller, 2);
    expect(told.recorded).toMatchObject({
      by: { version: null, commit: 'test' },
      action: 'buy',
      reason: 'test entry',
      step: { orders: ['buy 9.9403 BTC at market (entry)'] },
    });
    expect(told.recomputed).toMatchObject({ by: TODAY, step: { orders: ['buy 4.9701 BTC at market (entry)'] } });
    expect(told.differences).toEqual([
      { what: 'orders', recorded: 'buy 9.9403 BTC at market (entry)', recomputed: 'buy 4.9701 BTC at market (entry)' },
    ]);
  });

  it('that denies what was ordered, or orders what was denied, says so, with the words of both', async () => {
    const strict = { ...busy, isTradingEnabled: false };
    const recorded = [recordRun(busy), recordRun(strict)] as const;
    for (const { run } of recorded) run.play(hill);
    const denied = await explained(recorded[0].past, strict, 2);
    expect(denied.differences).toEqual([
      { what: 'orders', recorded: 'buy 9.9403 BTC at market (entry)', recomputed: 'none' },
      { what: 'denials', recorded: 'none', recomputed: 'trading-enabled (tradingDisabled)' },
    ]);
    const allowed = await explained(recorded[1].past, busy, 2);
    expect(allowed.recorded).toMatchObject({ action: 'buy', step: { denials: [{ code: 'tradingDisabled' }] } });
    expect(allowed.recorded.decision?.explain.blocks[0]?.message).toContain('ENABLE_TRADING=false');
    expect(allowed.differences.map(({ what }) => what)).toEqual(['orders', 'denials']);
  });

  it('that says it in other words decides the same, and the recorded words are shown', async () => {
    const recorded = recordRun(busy);
    recorded.run.play(hill);
    const other = engineSettings(scripted({ 2: (context) => context.enterLong({ reason: 'other words' }) }), {
      exits: busy.exits,
    });
    const told = await explained(recorded.past, other, 2);
    expect([told.differences, told.recorded.reason, told.recomputed?.reason]).toEqual([
      [],
      'test entry',
      'other words',
    ]);
  });

  it('whose strategy throws is stopped, and no engine of today moves what was recorded', async () => {
    const recorded = recordRun(busy);
    recorded.run.play(hill);
    const broken = engineSettings(scripted({ 2: () => expect.unreachable('today') }), { exits: busy.exits });
    const told = await explained(recorded.past, broken, 2);
    expect(told.differences.map(({ what, recomputed }) => `${what} ${recomputed}`)).toEqual([
      'orders none',
      'strategy stopped',
    ]);
    expect((await explained(recorded.past, broken, 3)).recorded.step?.isStopped).toBe(false);
  });

  it('moves a stop otherwise', async () => {
    const recorded = recordRun(busy);
    recorded.run.play(hill);
    const wider = { ...busy, exits: { ...busy.exits, trailingStop: { distanceRatio: 0.005, activationRatio: 0 } } };
    const told = await explained(recorded.past, wider, 6);
    expect(told.differences).toEqual([{ what: 'stop', recorded: '100.49', recomputed: '101' }]);
  });
});

describe('what was in force on a candle', () => {
  it('is asked for: the settings of the run before they changed, the changed ones after', async () => {
    const recorded = recordRun(busy);
    recorded.run.play(hill.slice(0, 5));
    const smaller = { ...busy, size: { kind: 'fixedQuote', quote: 500 } } as const;
    const change = { key: 'SIZE', from: '1000', to: '500' };
    recorded.restart(smaller, { changes: [change], lanes: [{ symbol: 'BTC/USDT', strategy: 'scripted' }] });
    recorded.run.play(hill.slice(5, 20));
    const asked: (ChangedSettings | undefined)[] = [];
    const createEngines: CreateEngines = async (changed) => {
      asked.push(changed);
      return ok(() => new Engine(changed ? smaller : busy));
    };
    const { past } = recorded;
    for (const at of [2, 13, 19]) {
      const candle = { lane: 0, candleOpenTimeMs: START_MS + at * MINUTE };
      const told = await explainCandle(past, candle, { today: TODAY, createEngines });
      expect(told).toMatchObject({ ok: true, value: { differences: [] } });
    }
    expect(asked.map((changed) => changed && [...changed.settings])).toEqual([
      undefined,
      [['SIZE', '500']],
      [['SIZE', '500']],
    ]);
  });

  it('is by whom it was decided', async () => {
    const recorded = recordRun(busy);
    recorded.run.play(hill.slice(0, 5));
    recorded.run.writer.handle({ type: 'runResumed', commit: 'second', version: '1.1', reason: 'test' }, 0);
    recorded.run.play(hill.slice(5, 9));
    const { past } = recorded;
    expect((await explained(past, busy, 4)).recorded.by).toEqual({ version: null, commit: 'test' });
    expect((await explained(past, busy, 5)).recorded.by).toEqual({ version: '1.1', commit: 'second' });
  });
});

describe('what cannot be recomputed', () => {
  it('is shown as it stands in the tables, with why', async () => {
    const recorded = recordRun(busy);
    recorded.run.play(hill);
    const asked = { lane: 0, candleOpenTimeMs: START_MS + 2 * MINUTE };
    expect(await explainCandle(recorded.past, asked, { today: TODAY, createEngines: noEngines })).toMatchObject({
      ok: true,
      value: {
        symbol: 'BTC/USDT',
        recorded: { action: 'buy', reason: 'test entry', step: null },
        recomputed: null,
        whyNot: 'strategy file mine.ts does not exist',
      },
    });
  });

  it('is not said to be a hold where the tables do not hold the candle, as those of a backtest', async () => {
    const recorded = recordRun(busy);
    recorded.run.play(hill);
    const { past } = recorded;
    const reader = { decisions: async () => [], denials: async () => [], watermark: async () => 0 };
    const asked = { lane: 0, candleOpenTimeMs: START_MS + 2 * MINUTE };
    expect(await explainCandle({ ...past, reader }, asked, { today: TODAY, createEngines: noEngines })).toEqual({
      ok: false,
      error: { code: 'failed', message: 'strategy file mine.ts does not exist' },
    });
  });

  it('is a candle that was not told, of a lane that is not there, or whose interval has not ended', async () => {
    const instruments = [anInstrument(), anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH' })];
    const recorded = recordRun(busy, { instruments });
    for (const index of [0, 1, 3]) for (const id of [0, 1]) recorded.run.driver.close(id, aCandle(index));
    recorded.run.driver.close(0, aCandle(4));
    recorded.run.driver.flush();
    const { past } = recorded;
    const code = async (lane: number, at: number) => {
      const told = await ask(past, busy, { lane, candleOpenTimeMs: START_MS + at * MINUTE });
      return told.ok ? 'told' : told.error.code;
    };
    expect(await Promise.all([-1, 1, 2, 9].map((at) => code(0, at)))).toEqual([
      'unknownCandle',
      'told',
      'unknownCandle',
      'unknownCandle',
    ]);
    expect([await code(1, 1), await code(-1, 1)]).toEqual(['unknownCandle', 'unknownCandle']);
  });
});

it('reads from the checkpoint before the candle, where strategies come back from it', async () => {
  const settings = engineSettings(scripted({ 3: buy(), 25: sell() }, { lookback: 0 }));
  const recorded = recordRun(settings);
  recorded.run.play(hill.slice(0, 20));
  const made = recorded.run.journal.head + 1;
  recorded.checkpoint();
  recorded.run.play(hill.slice(20));
  const { past } = recorded;
  const read: number[] = [];
  const listening: PastRun = {
    ...past,
    journal: {
      head: past.journal.head,
      archived: past.journal.archived,
      newestOf: (...asked) => past.journal.newestOf(...asked),
      async *read(from) {
        for await (const page of past.journal.read(from)) {
          read.push(page.length);
          yield page;
        }
      },
    },
  };
  const engines: Engine[] = [];
  const createEngines: CreateEngines = async () => ok(() => engines[engines.push(new Engine(settings)) - 1] as Engine);
  const asked = { lane: 0, candleOpenTimeMs: START_MS + 25 * MINUTE };
  const told = await explainCandle(listening, asked, { today: TODAY, createEngines });
  expect(told).toMatchObject({ ok: true, value: { recorded: { action: 'sell' }, differences: [] } });
  expect([made > 1, engines.length]).toEqual([true, 1]);
});
