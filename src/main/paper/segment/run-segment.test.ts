import { describe, expect, it } from 'vitest';
import { MetaTable, SqliteJournal } from '../../../adapters/storage/index.ts';
import type { EngineEvent } from '../../../domain/index.ts';
import { replayRecord } from '../../../operations/index.ts';
import { createReplayEngines } from '../../parts/run/replay-engine.ts';
import { recordsService } from '../../services/records.ts';
import { readRunRecord, writeRunRecord } from '../../parts/run/run-record.ts';
import { paperProblems, paperSettings, startPaper, temporaryFolder, writeCandles } from '../testing/paper-bench.ts';
import { entriesOf } from '../../../../test/support/at-once.ts';

/** How many candles of the walk end flat, and how many with a position. */
const FLAT = 90;
const HOLDING = 150;

async function playAll(folder: string, count: number, overrides: Readonly<Record<string, string>> = {}) {
  writeCandles(folder, count);
  const paper = await startPaper(paperSettings(folder, overrides));
  await paper.loop.run();
  return paper;
}

function entriesFrom(paper: Awaited<ReturnType<typeof startPaper>>, sequence: number): EngineEvent[] {
  return entriesOf(new SqliteJournal(paper.database), sequence).map(({ entry }) => entry.event);
}

async function buysOf({ bot }: Awaited<ReturnType<typeof startPaper>>, lane: number): Promise<number> {
  return (await bot.reader.fills({ lane, limit: 1000 })).filter(({ side }) => side === 'buy').length;
}

describe('a start on a database that holds a run', () => {
  it('goes on with it when the settings are the same', async () => {
    const folder = temporaryFolder();
    const first = await playAll(folder, HOLDING);
    const { sequence, equity, positions, runId } = first.bot.status();
    expect(positions).toHaveLength(1);
    first.close();
    const second = await startPaper(paperSettings(folder));
    expect(second.recoveredEntries).toBe(sequence);
    expect(entriesFrom(second, sequence + 1)[0]?.type).toBe('runResumed');
    expect(second.bot.status()).toMatchObject({ equity, runId, positions: [{ guard: 'protected' }] });
  });

  it('takes settings that do not influence trading as they come', async () => {
    const folder = temporaryFolder();
    (await playAll(folder, HOLDING)).close();
    const second = await startPaper(paperSettings(folder, { SIMULATED_SPEED: '1000', PORT: '9123' }));
    expect(second.recoveredEntries).toBeGreaterThan(0);
  });

  it('begins a next run with the balances of the last one when settings changed while it was flat', async () => {
    const folder = temporaryFolder();
    const first = await playAll(folder, FLAT);
    const { sequence, equity, runId, positions } = first.bot.status();
    expect(positions).toEqual([]);
    expect(equity).not.toBe(10_000);
    first.close();
    const changed = { STRATEGY_PARAMS: 'fast=8,slow=30', STOP_LOSS_PCT: '3%' };
    const second = await startPaper(paperSettings(folder, changed));
    expect(second.recoveredEntries).toBe(0);
    expect(second.bot.status()).toMatchObject({ equity, startEquity: equity, cash: equity, tradingState: 'active' });
    expect(second.bot.status().runId).not.toBe(runId);
    const [begin] = entriesFrom(second, sequence + 1);
    expect(begin).toMatchObject({ type: 'runStarted', runId: second.bot.status().runId });
    second.close();
    // The next start belongs to the next run.
    const third = await startPaper(paperSettings(folder, changed));
    expect(third.recoveredEntries).toBeGreaterThan(0);
    expect(third.bot.status().runId).toBe(second.bot.status().runId);
  });

  it.each(['reducing', 'halted'] as const)(
    'carries a trading state that an operator left %s into the next run',
    async (state) => {
      const folder = temporaryFolder();
      const first = await playAll(folder, FLAT);
      await first.bot.operate({ kind: 'setTradingState', state }, { name: 'api', reason: 'holiday' });
      first.close();
      const changed = { STRATEGY_PARAMS: 'fast=8,slow=30' };
      const second = await startPaper(paperSettings(folder, changed));
      expect(second.bot.status().tradingState).toBe(state);
      expect(second.bot.status().tradingStateReason).toContain('holiday');
      second.close();
      const third = await startPaper(paperSettings(folder, { STRATEGY_PARAMS: 'fast=9,slow=30' }));
      expect(third.bot.status().tradingState).toBe(state);
    },
  );

  it.each([
    ['a tighter stop', { STOP_LOSS_PCT: '1%' }, 0.99],
    ['a looser stop, which leaves the one in force', { STOP_LOSS_PCT: '50%' }, 0.95],
    ['other parameters', { STRATEGY_PARAMS: 'fast=8,slow=30' }, 0.95],
    ['another strategy beside its own', { STRATEGY: 'donchian-breakout,ema-cross', STRATEGY_PARAMS: '' }, 0.95],
    ['another strategy in place of its own', { STRATEGY: 'donchian-breakout', STRATEGY_PARAMS: '' }, 0.95],
    ['other limits', { MAX_POSITIONS: '7', RISK_COOLDOWN_SEC: '60' }, 0.95],
  ])('goes on with a position under %s, and a replay does so too', async (_what, changed, share) => {
    const folder = temporaryFolder();
    const first = await playAll(folder, HOLDING, { STOP_LOSS_PCT: '5%' });
    const { runId, sequence, positions } = first.bot.status();
    first.close();
    const second = await startPaper(paperSettings(folder, { STOP_LOSS_PCT: '5%', ...changed }));
    expect(second.bot.status()).toMatchObject({ runId, positions: [{ guard: 'protected' }] });
    const [held] = second.bot.status().positions;
    expect(held?.quantity).toBe(positions[0]?.quantity);
    expect(held?.stopPrice).toBeCloseTo((held?.entryPrice ?? 0) * share, 1);
    const keys = second.notices
      .filter(({ code }) => code === 'settingChanged')
      .map(({ message }) => message.split(' ')[0]);
    expect(keys).toEqual(Object.keys(changed));
    expect(entriesFrom(second, sequence + 1).slice(0, 2)).toMatchObject([
      { type: 'settingsChanged', actor: 'settings' },
      { type: 'runResumed' },
    ]);
    second.close();
    // The next start finds nothing changed, and goes back when it is told to.
    const third = await startPaper(paperSettings(folder, { STOP_LOSS_PCT: '5%', ...changed }));
    expect(third.notices.filter(({ code }) => code === 'settingChanged')).toEqual([]);
    expect(third.bot.status().runId).toBe(runId);
    third.close();
    (await startPaper(paperSettings(folder, { STOP_LOSS_PCT: '5%' }))).close();
    const replayed = await recordsService.read(third.database.path, async (records) =>
      replayRecord({ records, createEngines: createReplayEngines }),
    );
    expect(replayed).toMatchObject({ ok: true, value: { runId, isEqual: true, mismatches: [] } });
  });

  it('guards what a strategy holds that is not configured any more, and enters nothing for it', async () => {
    const folder = temporaryFolder();
    const first = await playAll(folder, HOLDING, { STOP_LOSS_PCT: '5%' });
    const before = await buysOf(first, 0);
    first.close();
    const strategy = { STRATEGY: 'donchian-breakout', STRATEGY_PARAMS: '' };
    const limits = { STOP_LOSS_PCT: '5%', RISK_MAX_CAPITAL_PER_SYMBOL_PCT: '100%' };
    const second = await playAll(folder, 900, { ...strategy, ...limits });
    expect(second.run.engine.view.lanes.map(({ name }) => name)).toEqual(['ema-cross', 'donchian-breakout']);
    expect(second.run.engine.view.lanes[0]?.guard.status).toMatch(/protected|flat/);
    expect(await buysOf(second, 0)).toBe(before);
    expect(await buysOf(second, 1)).toBeGreaterThan(1);
  });

  it('refuses to become another run while a position is open, and names what would make it one', async () => {
    const folder = temporaryFolder();
    (await playAll(folder, HOLDING)).close();
    const changed = { INITIAL_CAPITAL: '5000', FEE_PCT: '0.3%', MAX_POSITIONS: '7', PORT: '9123' };
    const problems = await paperProblems(paperSettings(folder, changed));
    expect(problems[0]).toMatch(/changed while positions or orders are open/);
    const named = problems.slice(1, -1).map((line) => line.trim().split(':')[0]);
    expect(new Set(named)).toEqual(new Set(['INITIAL_CAPITAL', 'FEE_PCT']));
    expect(problems.find((line) => line.includes('INITIAL_CAPITAL'))).toMatch(/INITIAL_CAPITAL: was \S+, is 5000/);
    expect(problems.at(-1)).toMatch(/old ones and close them on the page, .* another DB_PATH/);
    // Nothing was written by the refusal: the old settings still go on.
    const again = await startPaper(paperSettings(folder));
    expect(again.bot.status().positions).toHaveLength(1);
  });

  it('says so when the earlier run cannot be replayed any more, because its strategy is gone', async () => {
    const folder = temporaryFolder();
    const first = await playAll(folder, FLAT);
    const meta = new MetaTable(first.database);
    const found = readRunRecord(meta);
    if (!found) throw new Error('a run must be on record');
    // Records of before do not name the lanes.
    const { lanes: _lanes, ...record } = found;
    writeRunRecord(meta, { ...record, settings: { ...record.settings, STRATEGY: './gone.ts', STRATEGY_PARAMS: '' } });
    first.close();
    const problems = await paperProblems(paperSettings(folder, { STOP_LOSS_PCT: '3%' }));
    expect(problems).toEqual([
      expect.stringMatching(/earlier run of this database .* cannot be told.* another DB_PATH/),
      expect.stringContaining('gone.ts does not exist'),
    ]);
  });

  it('tightens to DEGRADATION_LEVEL and never loosens', async () => {
    const folder = temporaryFolder();
    (await playAll(folder, FLAT)).close();
    const held = await startPaper(paperSettings(folder, { DEGRADATION_LEVEL: 'halted' }));
    expect(held.bot.status().tradingState).toBe('halted');
    held.close();
    const loosened = await startPaper(paperSettings(folder, { DEGRADATION_LEVEL: 'reducing' }));
    expect(loosened.bot.status().tradingState).toBe('halted');
  });
});
