/** Upgrades that somebody kills, and what must hold for whoever starts next. */
import { expect } from 'vitest';
import {
  type Bench,
  balancesOf,
  createBench,
  damageOf,
  playing,
  positionsOf,
  start,
  tellBuild,
  tellUnanswered,
  writeMarkets,
} from './upgrade-bench.ts';

export type Texts = Readonly<Record<string, string>>;

/** Minutes that have been played before the upgrade, that its process plays, and by whose end all is sold. */
const MINUTES = { before: 44, upgraded: 48, fallen: 56 } as const;

export interface Upgrade {
  readonly name: string;
  readonly changed: (folder: string) => Texts;
}

export const UPGRADES: readonly Upgrade[] = [
  { name: 'another strategy', changed: () => ({ STRATEGY: 'donchian-breakout' }) },
  { name: 'a symbol more', changed: (folder) => playing(folder, 'ADA/USDT', 'ETH/USDT', 'BTC/USDT') },
  { name: 'a symbol less', changed: (folder) => playing(folder, 'ETH/USDT') },
  { name: 'a tighter stop', changed: () => ({ STOP_LOSS_PCT: '2%' }) },
  { name: 'other words', changed: () => ({}) },
];

/** What is under way when the earlier version ends: the strategy's parameter that brings it, and whether unanswered. */
export const UNDER_WAY = [
  { what: 'a position', parameter: 'scripted.btcAt=40', isUnanswered: false },
  { what: 'an order of unknown outcome', parameter: 'scripted.btcAt=44', isUnanswered: true },
  { what: 'an exit of unknown outcome', parameter: 'scripted.btcExit=44', isUnanswered: true },
] as const;

/** The earlier version has played and ended; the later one finds a few minutes more. */
export async function aRunToTakeOver({ parameter, isUnanswered }: (typeof UNDER_WAY)[number]): Promise<Bench> {
  const bench = createBench({ STRATEGY_PARAMS: `donchian-breakout.entryPeriod=200,${parameter}` });
  writeMarkets(bench, MINUTES.before);
  const before = await start(bench);
  await before.loop.run();
  if (isUnanswered) tellUnanswered(before, MINUTES.before);
  before.close();
  tellBuild(bench.folder, 'in other words');
  writeMarkets(bench, MINUTES.upgraded);
  return bench;
}

/** From now on prices have fallen through every stop by the end. */
export function letPricesFall(bench: Bench): void {
  writeMarkets(bench, MINUTES.fallen, MINUTES.upgraded);
}

/** Held is never more than was bought once, and all of it is sold once prices have fallen. */
export async function expectGuarded(bench: Bench, changed: Texts): Promise<void> {
  const paper = await start(bench, changed);
  const { view } = paper.run.engine;
  for (const { guard, lane, stopPrice, average } of positionsOf(view)) {
    const isLeft = view.orders.working.some(({ request: { side } }) => side === 'sell');
    if (!isLeft) expect(guard, lane).toBe('protected');
    expect(stopPrice, lane).toBeGreaterThanOrEqual(Number(average) * 0.949);
  }
  await paper.loop.run();
  expect(positionsOf(view)).toEqual([]);
  expect(balancesOf(view)).toMatchObject({ BTC: '0', ETH: '0' });
  const fills = await paper.bot.reader.fills({ limit: 1000 });
  const count = (symbol: number, side: string) =>
    fills.filter((fill) => fill.instrument === symbol && fill.side === side).length;
  expect([count(0, 'buy'), count(0, 'sell'), count(1, 'sell')]).toEqual([1, 1, count(1, 'buy')]);
  // A round trip early on, and the position or what became of its entry.
  expect([1, 2]).toContain(count(1, 'buy'));
  paper.close();
  expect(damageOf(paper.database.path)).toEqual([]);
}

/** What is held is guarded by whoever starts, which then ends without a word. */
export async function expectSameHeld(bench: Bench, changed: Texts): Promise<void> {
  const paper = await start(bench, changed);
  for (const { guard, lane } of positionsOf(paper.run.engine.view))
    expect(['protected', 'flat'], lane).toContain(guard);
  paper.close();
}
