/**
 * What was decided is told as facts: whoever reads them is in the same state after every entry, with other rules and other
 * strategies, and from any state that was saved on the way.
 */
import { expect, it } from 'vitest';
import { Engine } from '../../src/core/engine/index.ts';
import { type Facts, factsOf } from '../../src/core/engine/saved/facts.ts';
import type { JournalEntry } from '../../src/domain/index.ts';
import { type Saved, decodeSaved, differenceOf, encodeSaved, savedList, savedRecord } from '../../src/domain/saved.ts';
import { seededRandom } from '../support/synthetic-candles.ts';
import { ToldExchange } from './told-exchange.ts';

const RUNS = 30;

/** Another version that reads the journal, and begins anew from what was saved now and then. */
class OtherVersion {
  readonly #exchange: ToldExchange;
  readonly #chance: () => number;
  readonly #told: (facts: Facts, saved: Saved) => Facts;
  #engine: Engine;
  restarts = 0;
  facts = 0;

  constructor(
    exchange: ToldExchange,
    chance: () => number,
    told: (facts: Facts, saved: Saved) => Facts = (facts) => facts,
  ) {
    this.#exchange = exchange;
    this.#told = told;
    this.#chance = chance;
    exchange.engine.recordFacts();
    this.#engine = this.#restarted();
  }

  follow(entry: JournalEntry): void {
    const taken = this.#exchange.engine.takeFacts();
    if (taken) this.facts += 1;
    const facts = taken && this.#told(taken, this.#exchange.engine.save());
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

function idsOf(told: Saved): (Saved | undefined)[] {
  return savedList(told, 'told').map((one) => savedList(one, 'told')[0]);
}

/** The facts as they were told before owners were told by their parts: each with everything that it is. */
function toldWhole({ laneParts, booked, portfolio, protective, ...facts }: Facts, saved: Saved): Facts {
  const state = savedRecord(saved, 'state');
  const lanes = savedList(state['lanes'], 'lanes');
  const known = savedList(savedList(state['orders'], 'orders')[2], 'stops and targets');
  const whole: Record<string, Saved> = { ...facts };
  if (protective !== undefined) {
    const numbers = idsOf(protective);
    whole['protective'] = known.filter((one) => numbers.includes(savedList(one, 'stop or target')[0]));
  }
  if (laneParts !== undefined) {
    whole['lanes'] = idsOf(laneParts).map((id) => [id as Saved, savedList(lanes[id as number], 'lane')[2] as Saved]);
  }
  if (booked !== undefined) whole['ledger'] = state['ledger'] as Saved;
  if (portfolio !== undefined) whole['portfolio'] = state['portfolio'] as Saved;
  return whole;
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

it('facts of before owners were told by their parts lead there as well', () => {
  let facts = 0;
  for (let seed = 1; seed <= 5; seed += 1) {
    const counts = { trips: 0, dust: 0, stops: 0, denials: 0, fills: 0, flows: 0 };
    const exchange = new ToldExchange(seededRandom(seed), counts);
    const other = new OtherVersion(exchange, seededRandom(seed + 1_000_000), toldWhole);
    exchange.follow = (entry) => other.follow(entry);
    for (let at = 0; at < 40; at += 1) exchange.step(at);
    facts += other.facts;
  }
  expect(facts).toBeGreaterThan(800);
});
