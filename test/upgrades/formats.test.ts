/** Databases as earlier versions left them, each opened by this one: see formats/README.md for how they were made. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MetaTable, SqliteJournal, openDatabase, openProjectionReader } from '../../src/adapters/storage/index.ts';
import { MIGRATIONS } from '../../src/adapters/storage/migrations/index.ts';
import { Engine } from '../../src/core/engine/index.ts';
import { canonicalJson, formatDecimal } from '../../src/domain/index.ts';
import { composeEngineSettings } from '../../src/main/parts/engine-settings.ts';
import { composeLanes } from '../../src/main/parts/lanes/lanes.ts';
import { recordedSettings } from '../../src/main/parts/run/recorded-settings.ts';
import { type RunRecord, readRunRecord } from '../../src/main/parts/run/run-record.ts';
import { createEntryCursor, readAdoptedTables, recoverEngine } from '../../src/runtime/index.ts';
import { adoptRun } from '../../src/runtime/recovery/adopt-run.ts';
import { BALANCES, FORMATS_MADE, HELD, WITHOUT_DECISIONS, openFormat } from './format-bench.ts';
import { type Bench, balancesOf, damageOf, positionsOf, replayOf, start } from './upgrade-bench.ts';

describe.each(FORMATS_MADE)('a database of format %s', (format) => {
  it('goes on with what it held, and guards it from the first candle on', async () => {
    const bench = openFormat(format);
    const paper = await start(bench);
    const { view } = paper.run.engine;
    expect(positionsOf(view)).toEqual([HELD]);
    expect(balancesOf(view)).toEqual(BALANCES);
    expect(view.control.tradingState).toBe('active');
    expect(view.orders.working.map(({ status, request }) => [status, formatDecimal(request.price ?? 0n)])).toEqual([
      ['open', '30'],
    ]);
    await paper.loop.run();
    expect(positionsOf(view)).toEqual([]);
    const fills = await paper.bot.reader.fills({ limit: 100 });
    expect(fills.map(({ side, instrument }) => `${side} ${instrument}`).toReversed()).toEqual([
      'buy 0',
      'sell 0',
      'buy 0',
      'sell 0',
      // What rested on ETH was reached as well, and was sold at its stop.
      ...fills
        .slice(0, -4)
        .map(({ side, instrument }) => `${side} ${instrument}`)
        .toReversed(),
    ]);
    paper.makeCheckpoint();
    paper.close();
    expect(damageOf(paper.database.path)).toEqual([]);
    expect((await replayOf(paper.database.path)).mismatches).toEqual([]);
  });

  it('is guarded by a version that has other settings', async () => {
    await expectTakenOver(openFormat(format), false);
  });
});

/** Another strategy, and limits that would have denied what is held. */
async function expectTakenOver(bench: Bench, isFromTables: boolean): Promise<void> {
  const changed = { STRATEGY: 'donchian-breakout', MAX_POSITIONS: '1' };
  const paper = await start(bench, changed);
  const { view } = paper.run.engine;
  expect(positionsOf(view)).toEqual([HELD]);
  expect(balancesOf(view)).toEqual(BALANCES);
  expect(view.control.tradingState).toBe(isFromTables ? 'reducing' : 'active');
  const record = readRunRecord(new MetaTable(paper.database));
  expect(record?.decidedFrom !== undefined).toBe(isFromTables);
  paper.close();
  // Whoever is killed right then goes on from there.
  const again = await start(bench, changed);
  expect(positionsOf(again.run.engine.view)).toEqual([HELD]);
  await again.loop.run();
  expect(positionsOf(again.run.engine.view)).toEqual([]);
  expect(balancesOf(again.run.engine.view)).toMatchObject({ BTC: '0' });
  again.close();
  expect(damageOf(again.database.path)).toEqual([]);
  const replayed = await replayOf(again.database.path);
  expect(replayed).toMatchObject({ mismatches: [], ...(isFromTables && { decidedFrom: record?.decidedFrom }) });
}

function rewriteRecord({ folder }: Bench, texts: Readonly<Record<string, string>>): void {
  const connection = new Sqlite(join(folder, 'bot.db'));
  const select = connection.prepare<[], string>("SELECT value FROM meta WHERE key = 'run'").pluck();
  const record = JSON.parse(select.get() ?? '{}') as RunRecord;
  const settings = { ...record.settings, ...texts };
  connection.prepare("UPDATE meta SET value = ? WHERE key = 'run'").run(JSON.stringify({ ...record, settings }));
  connection.close();
}

it('every format but the newest has its example', () => {
  const made = FORMATS_MADE.map(Number);
  expect(made).toEqual(made.map((_format, at) => at + 3));
  expect(made.at(-1)).toBeGreaterThanOrEqual(MIGRATIONS.length - 1);
});

describe.each(WITHOUT_DECISIONS)('the tables of format %s', (format) => {
  it('are what a version goes on from that would have decided otherwise', async () => {
    const bench = openFormat(format);
    // To the version that reads it, entries are of another size than that which it would have made.
    rewriteRecord(bench, { POSITION_SIZE_QUOTE: '500' });
    await expectTakenOver(bench, true);
  });

  it('tell what deciding again leads to', async () => {
    const { folder } = openFormat(format);
    const path = join(folder, 'bot.db');
    const opened = openDatabase(path);
    if (!opened.ok) throw opened.error;
    const journal = new SqliteJournal(opened.value);
    const record = readRunRecord(new MetaTable(opened.value));
    const settings = recordedSettings(record?.settings ?? {});
    const lanes = settings.ok ? await composeLanes(settings.value) : settings;
    const reader = openProjectionReader(path);
    if (!settings.ok || !lanes.ok || !reader.ok) throw new Error('it must be readable');
    const engineSettings = composeEngineSettings(settings.value, lanes.value);
    const options = {
      journal,
      fromSequence: record?.firstSequence ?? 1,
      createEngine: () => new Engine(engineSettings),
      cursor: createEntryCursor(),
      onApplied: () => undefined,
    };
    const decided = await recoverEngine(options);
    const adopted = await adoptRun({
      ...options,
      toldSequence: journal.head,
      tables: (run) => readAdoptedTables(reader.value, run, record?.originMs ?? 0),
      onPage: () => Promise.resolve(),
    });
    reader.value.close();
    opened.value.close();
    const [first, second] = [decided.engine.view, adopted.engine.view];
    expect(canonicalJson(second.ledger.snapshot())).toBe(canonicalJson(first.ledger.snapshot()));
    expect(positionsOf(second)).toEqual(positionsOf(first));
    const { equity, peakEquity, dayStartEquity, consecutiveLosses, cash } = first.portfolio;
    expect(second.portfolio).toMatchObject({ equity, peakEquity, dayStartEquity, consecutiveLosses, cash });
    // What the entry left of its budget is not told: a limit order needs what it may still buy, and the fee of that.
    const reserved = [first, second].map(({ portfolio }) => Number(portfolio.reservedQuote));
    expect(reserved[1]).toBeCloseTo(reserved[0] ?? 0, -18);
    expect(second.orders.working.map(({ request, status }) => [request, status])).toEqual(
      first.orders.working.map(({ request, status }) => [request, status]),
    );
  });
});
