import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Database } from '../../adapters/storage/index.ts';
import { type SimulatedRun, type Telemetry, sampleEngine } from '../../runtime/index.ts';
import { VERSION } from '../version.ts';

export interface SelfWatch {
  /** Brings every gauge up to date; called when somebody asks for them. */
  sample(run: SimulatedRun, database: Database, marketTimeMs: number): void;
  stop(): void;
}

/** Memory, event loop and storage of this process. */
export function createSelfWatch(telemetry: Telemetry): SelfWatch {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return {
    sample: (run, database, marketTimeMs) => {
      const { view } = run.engine;
      sampleEngine(telemetry, view, marketTimeMs);
      const pages = Number(database.connection.pragma('page_count', { simple: true }));
      const freePages = Number(database.connection.pragma('freelist_count', { simple: true }));
      const pageBytes = Number(database.connection.pragma('page_size', { simple: true }));
      telemetry.set('journal_entries', {}, run.writer.sequence);
      telemetry.set('sqlite_file_size_bytes', {}, pages * pageBytes);
      telemetry.set('sqlite_fragmentation_percent', {}, pages > 0 ? (100 * freePages) / pages : 0);
      telemetry.set(
        'pnl_exchange_difference',
        {},
        Number(view.ledger.balance(view.quote) - run.venue.balance(view.quote)) / 1e18,
      );
      telemetry.set('event_loop_lag_seconds', {}, delay.percentile(99) / 1e9);
      telemetry.set('process_resident_memory_bytes', {}, process.memoryUsage.rss());
      telemetry.set('uptime_seconds', {}, process.uptime());
      telemetry.set('build_info', { version: VERSION, mode: view.run.mode }, 1);
    },
    stop: () => delay.disable(),
  };
}
