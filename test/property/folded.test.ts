/**
 * What was decided is told as facts: whoever reads them is in the same state after every entry, with other rules and other
 * strategies, and from any state that was saved on the way.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Engine, type EngineObserver, type EngineSettings } from '../../src/core/engine/index.ts';
import { factsOf } from '../../src/core/engine/saved/facts.ts';
import { hearsNothing } from '../../src/core/engine/testing/shadow.ts';
import { type Command, type JournalEntry, canonicalJson } from '../../src/domain/index.ts';
import { decodeSaved, differenceOf, encodeSaved } from '../../src/domain/saved.ts';
import { seededRandom } from '../support/synthetic-candles.ts';
import { shownState } from '../support/shown-state.ts';
import { ToldExchange } from './told-exchange.ts';

/** Another version that reads the journal, and begins anew from what was saved now and then. */
class OtherVersion {
  readonly #exchange: ToldExchange;
  readonly #chance: () => number;
  #engine: Engine;
  restarts = 0;
  facts = 0;

  constructor(exchange: ToldExchange, chance: () => number) {
    this.#exchange = exchange;
    this.#chance = chance;
    exchange.engine.recordFacts();
    this.#engine = this.#restarted();
  }

  follow(entry: JournalEntry): void {
    const facts = this.#exchange.engine.takeFacts();
    if (facts) this.facts += 1;
    this.#engine.fold(entry, facts && factsOf(decodeSaved(encodeSaved(facts))));
    const [decided, folded] = [this.#exchange.engine, this.#engine].map((engine) => encodeSaved(engine.save()));
    if (decided === folded) return this.#restartNowAndThen();
    const apart = differenceOf(decided ?? '', folded ?? '');
    throw new Error(`entry ${entry.sequence}, ${entry.event.type}, leads elsewhere: ${apart}`);
  }

  #restartNowAndThen(): void {
    if (this.#chance() < 0.02) this.#engine = this.#restarted();
  }

  #restarted(): Engine {
    this.restarts += 1;
    return restored(this.#exchange, this.#exchange.otherSettings, hearsNothing());
  }
}

/** The same version, which begins from what was saved now and then, and decides on its own. */
class Successor {
  readonly #exchange: ToldExchange;
  readonly #chance: () => number;
  #engine: Engine | undefined;
  restarts = 0;

  constructor(exchange: ToldExchange, chance: () => number) {
    this.#exchange = exchange;
    this.#chance = chance;
  }

  follow(entry: JournalEntry, answer: readonly Command[]): void {
    const decided = this.#engine && canonicalJson([...this.#engine.apply(entry)]);
    if (decided !== undefined && decided !== canonicalJson(answer))
      throw new Error(`entry ${entry.sequence}, ${entry.event.type}: ${differenceOf(canonicalJson(answer), decided)}`);
    if (this.#engine && this.#chance() >= 0.02) return;
    this.restarts += 1;
    this.#engine = restored(this.#exchange, this.#exchange.sameSettings);
    expect(shownState(this.#engine.view)).toBe(shownState(this.#exchange.engine.view));
  }
}

/** The same version, which follows what was decided, and now and then tells of an entry what it would decide. */
class Rehearser {
  readonly #exchange: ToldExchange;
  readonly #chance: () => number;
  readonly #engine: Engine;
  decided = 0;

  constructor(exchange: ToldExchange, chance: () => number) {
    this.#exchange = exchange;
    this.#chance = chance;
    exchange.engine.recordFacts();
    this.#engine = restored(exchange, exchange.sameSettings);
  }

  follow(entry: JournalEntry, answer: readonly Command[]): void {
    const taken = this.#exchange.engine.takeFacts();
    const facts = taken && factsOf(decodeSaved(encodeSaved(taken)));
    if (this.#chance() > 0.25) return this.#engine.fold(entry, facts);
    const second = this.#engine.rehearse(entry, facts);
    if (answer.length > 0) this.decided += 1;
    const [shown, now] = [this.#engine, second].map(({ view }) => shownState(view));
    if (shown !== now)
      throw new Error(`entry ${entry.sequence}, ${entry.event.type}: ${differenceOf(shown ?? '', now ?? '')}`);
    const [then, after] = [this.#exchange.engine, second].map((engine) => encodeSaved(engine.save()));
    if (then !== after) throw new Error(`entry ${entry.sequence}: ${differenceOf(then ?? '', after ?? '')}`);
  }
}

function restored({ engine, run }: ToldExchange, settings: EngineSettings, observer?: EngineObserver): Engine {
  const second = new Engine(settings, observer);
  expect(second.restore(run, decodeSaved(encodeSaved(engine.save()))).indicators).toEqual([]);
  return second;
}

/** Plays so many random runs, each before somebody who follows it; every other one on a rough market. */
function play(
  numRuns: number,
  followed: (exchange: ToldExchange, chance: () => number) => ToldExchange['follow'],
): { readonly runs: number; readonly trips: number } {
  const counts = { trips: 0, dust: 0, stops: 0, denials: 0, fills: 0, flows: 0 };
  let runs = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      runs += 1;
      const exchange = new ToldExchange(seededRandom(seed), counts, runs % 2 === 0);
      exchange.follow = followed(exchange, seededRandom(seed + 1_000_000));
      for (let at = 0; at < 40; at += 1) exchange.step(at);
    }),
    // A smaller seed is no simpler run.
    { numRuns, endOnFailure: true },
  );
  return { runs, trips: counts.trips };
}

it('facts lead another version to the same state, whatever its rules are', () => {
  const others: OtherVersion[] = [];
  const { runs, trips } = play(30, (exchange, chance) => {
    const other = new OtherVersion(exchange, chance);
    others.push(other);
    return (entry) => other.follow(entry);
  });
  const facts = others.reduce((sum, other) => sum + other.facts, 0);
  const restarts = others.reduce((sum, other) => sum + other.restarts, 0);
  process.stdout.write(`${runs} runs: ${facts} entries with facts, ${restarts} states read back\n`);
  expect(trips / runs).toBeGreaterThan(3);
  expect(facts / runs).toBeGreaterThan(150);
  expect(restarts / runs).toBeGreaterThan(3);
});

it('the same version goes on from any state that was saved with the same answers', () => {
  const successors: Successor[] = [];
  const { runs, trips } = play(60, (exchange, chance) => {
    const successor = new Successor(exchange, chance);
    successors.push(successor);
    return (entry, answer) => successor.follow(entry, answer);
  });
  expect(trips / runs).toBeGreaterThan(3);
  expect(successors.reduce((sum, { restarts }) => sum + restarts, 0) / runs).toBeGreaterThan(3);
});

it('a rehearsal of any entry by the same version decides what was decided, and leaves who holds it as it was', () => {
  const rehearsers: Rehearser[] = [];
  const { runs, trips } = play(12, (exchange, chance) => {
    const rehearser = new Rehearser(exchange, chance);
    rehearsers.push(rehearser);
    return (entry, answer) => rehearser.follow(entry, answer);
  });
  expect(trips / runs).toBeGreaterThan(3);
  expect(rehearsers.reduce((sum, { decided }) => sum + decided, 0) / runs).toBeGreaterThan(12);
});
