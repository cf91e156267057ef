/**
 * What was decided is told as facts: whoever reads them is in the same state after every entry, with other rules and other
 * strategies, and from any state that was saved on the way.
 */
import { expect, it } from 'vitest';
import { Engine } from '../../src/core/engine/index.ts';
import { factsOf } from '../../src/core/engine/saved/facts.ts';
import type { JournalEntry } from '../../src/domain/index.ts';
import { decodeSaved, differenceOf, encodeSaved } from '../../src/domain/saved.ts';
import { seededRandom } from '../support/synthetic-candles.ts';
import { ToldExchange } from './told-exchange.ts';

const RUNS = 30;

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
    const engine = new Engine(this.#exchange.otherSettings);
    const saved = decodeSaved(encodeSaved(this.#exchange.engine.save()));
    expect(engine.restore(this.#exchange.run, saved).indicators).toEqual([]);
    return engine;
  }
}

it('facts lead another version to the same state, whatever its rules are', () => {
  const counts = { trips: 0, dust: 0, stops: 0, denials: 0, fills: 0, flows: 0 };
  let [restarts, facts] = [0, 0];
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const exchange = new ToldExchange(seededRandom(seed), counts);
    const other = new OtherVersion(exchange, seededRandom(seed + 1_000_000));
    exchange.follow = (entry) => other.follow(entry);
    try {
      for (let at = 0; at < 40; at += 1) exchange.step(at);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    restarts += other.restarts;
    facts += other.facts;
  }
  process.stdout.write(`${RUNS} runs: ${facts} entries with facts, ${restarts} states read back\n`);
  expect(counts.trips).toBeGreaterThan(200);
  expect(facts).toBeGreaterThan(5_000);
  expect(restarts).toBeGreaterThan(200);
});
