import { assert } from '../../domain/assert.ts';
import type { Command, NoticeLevel } from '../../domain/commands.ts';
import type { RunStarted } from '../../domain/events.ts';
import { Ledger } from '../../domain/index.ts';
import type { InstrumentId } from '../../domain/instrument.ts';
import type { TradingState } from '../../domain/trading-state.ts';
import { toSignal } from '../../domain/units.ts';
import { createExitProposal, enabledExitRules } from '../exits/index.ts';
import { IdempotencyKeys } from './idempotency.ts';
import type { Lane } from './lane.ts';
import { InstrumentMarket } from './market.ts';
import type { EngineObserver } from './observer.ts';
import { OrderRegister, type TrackedOrder } from './orders.ts';
import { Portfolio } from './portfolio.ts';
import type { EngineSettings } from './settings.ts';

/** Everything the engine knows; changed only while an entry is applied. */
export class EngineState {
  readonly settings: EngineSettings;
  readonly observer: EngineObserver;
  readonly run: RunStarted;
  readonly quote: string;
  readonly markets: InstrumentMarket[];
  readonly lanes: Lane[] = [];
  readonly ledger: Ledger;
  readonly orders: OrderRegister;
  readonly portfolio = new Portfolio();
  readonly idempotency: IdempotencyKeys;
  readonly exitRules: ReturnType<typeof enabledExitRules>;
  /** Whether the exit rules must be asked after every candle, or after one that closed higher than any before. */
  readonly exitsMoveWithCandles: boolean;
  readonly exitsMoveWithHighs: boolean;
  readonly exitProposal = createExitProposal();
  /** Answers to the entry being applied. */
  readonly outbox: Command[] = [];
  /** Entries proven never to have reached the venue, to be made again. */
  readonly absentEntries: TrackedOrder[] = [];
  nowMs = 0;
  tradingState: TradingState = 'active';
  tradingStateReason = '';
  /** Entries wait until then because a limit of the day was reached. */
  entriesHeldUntilMs = Number.NEGATIVE_INFINITY;
  entriesHeldReason = '';
  clockDriftMs = 0;
  isStorageWritable = true;
  /** Operator action keys already applied. */
  readonly appliedKeys = new Set<string>();

  constructor(settings: EngineSettings, observer: EngineObserver, run: RunStarted) {
    this.settings = settings;
    this.observer = observer;
    this.run = run;
    this.orders = new OrderRegister(run.runId);
    this.exitRules = enabledExitRules(settings.exits);
    this.exitsMoveWithCandles = this.exitRules.some((rule) => rule.dependsOn === 'candle');
    this.exitsMoveWithHighs = this.exitRules.some((rule) => rule.dependsOn === 'highestClose');
    this.idempotency = new IdempotencyKeys(settings.idempotency.ttlMs);
    this.markets = run.instruments.map((instrument) => new InstrumentMarket(instrument, settings.intervalMs));
    this.ledger = new Ledger({ instruments: run.instruments, balances: run.balances });
    const quotes = new Set(run.instruments.map((instrument) => instrument.quote));
    assert(quotes.size === 1, () => `one quote asset per run, this run has ${[...quotes].join(', ')}`);
    this.quote = run.instruments[0]?.quote ?? '';
    this.portfolio.begin(toSignal(this.ledger.balance(this.quote)));
  }

  market(instrument: InstrumentId): InstrumentMarket {
    const market = this.markets[instrument];
    // Asked per candle: no message is built unless it is needed.
    if (market === undefined) assert(false, `instrument ${instrument} must be one of the run's ${this.markets.length}`);
    return market;
  }

  send(command: Command): void {
    this.outbox.push(command);
  }

  notify(level: NoticeLevel, code: string, message: string): void {
    const notice = { type: 'notify', level, code, message } as const;
    this.outbox.push(notice);
    this.observer.noticeRaised?.(notice);
  }
}
