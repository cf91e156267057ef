/**
 * One measured program: `subject.js NAME OPTIONS`. Runs once for each line it is given and answers with a line of JSON:
 * what came out, how many milliseconds it took, and the most memory the process has held.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Outcome } from './outcome.ts';
import { type SubjectName, type SubjectOptions, subjects } from './subjects/index.ts';

export interface Answer {
  readonly ms: number;
  readonly peakMb: number;
  readonly outcome: Outcome;
}

/** Of this process alone; what `getrusage` tells includes the parent that forked it. */
function peakMb(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}

const [name = '', options = '{}'] = process.argv.slice(2);
const create = subjects[name as SubjectName];
if (!create) throw new RangeError(`no such program: ${name}; there are ${Object.keys(subjects).join(', ')}`);
const subject = create(JSON.parse(options) as SubjectOptions);

for await (const _ of createInterface({ input: process.stdin })) {
  const startedMs = performance.now();
  const outcome = await subject.run();
  const ms = performance.now() - startedMs;
  const answer: Answer = { ms, peakMb: peakMb(), outcome };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
