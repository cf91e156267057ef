/**
 * `npm start`, `make` and `sh -c` stand between whoever sends a signal and us, and not all of them pass it on: one that
 * is ended leaves us behind. What they would have passed on is taken from their absence.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { wrapperId } from './environment.ts';

const LOOK_MS = 500;
const MOST_WRAPPERS = 16;
const SHELLS: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'busybox', 'dash', 'ksh', 'zsh']);
const RUNNERS = /^(npm|npx|yarn|pnpm|make|gmake)(-cli\.[cm]?js|\.[cm]?js)?$/;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  /** Tells it from a later process with the same id. */
  readonly startedAt: string;
  readonly words: readonly string[];
}

/** Calls `onGone` once when a process that only runs us for somebody else is gone; returns what ends the watch. */
export function watchWrappers(onGone: (name: string) => void): () => void {
  const wrappers = wrappersOf(process.ppid);
  if (wrappers.length === 0) return () => undefined;
  const timer = setInterval(() => {
    const gone = wrappers.find(({ pid, startedAt }) => lookAt(pid)?.startedAt !== startedAt);
    if (gone === undefined) return;
    clearInterval(timer);
    onGone(`process ${gone.pid} (${basename(gone.words[0] ?? '')})`);
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** From the parent upwards, as long as each is a wrapper. */
function wrappersOf(pid: number): readonly Process[] {
  const found: Process[] = [];
  let child = lookAt(process.pid);
  for (let next = lookAt(pid); next !== undefined && found.length < MOST_WRAPPERS; next = lookAt(next.parent)) {
    // The first process of a system or a container takes everything with it.
    if (child === undefined || next.pid <= 1 || !isWrapperOf(child, next)) break;
    found.push(next);
    child = next;
  }
  return found;
}

function isWrapperOf(child: Process, { pid, words }: Process): boolean {
  if (String(pid) === wrapperId()) return true;
  const [program = '', ...rest] = words.map((word) => basename(word));
  if (!SHELLS.has(program)) return [program, ...rest.slice(0, 2)].some((word) => RUNNERS.test(word));
  const options = rest.slice(
    0,
    rest.findIndex((word) => !word.startsWith('-')),
  );
  // People who type into a shell, and scripts that start something to stay, mean it to outlive them.
  return options.some((word) => /^-\w*c$/.test(word)) && !isLeftBehind(child, pid);
}

/** Started in a session of its own, or by `&`, which takes the input away. */
function isLeftBehind({ pid, session }: Process, shell: number): boolean {
  return session === pid || (inputOf(pid) === '/dev/null' && inputOf(shell) !== '/dev/null');
}

function inputOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/0`);
  } catch {
    return '';
  }
}

/** `undefined` when there is no such process, or no way to look at it. */
function lookAt(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold anything: fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parent = '0', , session = '0'] = fields;
    if (state === 'Z' || state === 'X') return undefined;
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split(/[\0 ]/)
      .filter((word) => word !== '');
    return { pid, parent: Number(parent), session: Number(session), startedAt: fields[19] ?? '', words };
  } catch {
    return undefined;
  }
}
