import { cpus, loadavg } from 'node:os';

/** What absolute times depend on, for people. */
export function describeMachine(): string {
  const load = loadavg()[0]?.toFixed(1);
  return `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, load ${load}`;
}
