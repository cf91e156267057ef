/** A process that measures test files and judges mutants, one task at a time. */
import { inspect } from 'node:util';
import { type TestCase, collect, runCase } from './harness.ts';
import { type Loader, installLoader } from './loader.ts';
import type { FileRef, MeasuredFile, MeasuredTest, Reply, Setup, Task, TestRef, Verdict } from './messages.ts';
import { mutantSwitch } from './mutant-switch.ts';
import { endWithParent } from './orphan-watch.ts';
import { brevity } from './short-fast-check.ts';

const LOAD_ALLOWED_MS = 60_000;

let loader: Loader;
const files = new Map<string, readonly TestCase[]>();
/** A failure that no test awaited counts against the test that was running. */
let stray: unknown;

process.on('unhandledRejection', noteStray);
process.on('uncaughtException', noteStray);
process.on('disconnect', () => process.exit(0));
process.on('message', (message: Setup | Task) => void receive(message));
endWithParent();

function noteStray(failure: unknown): void {
  stray ??= failure ?? new Error('something failed without saying why');
}

function reply(message: Reply): void {
  process.send?.(message);
}

async function receive(message: Setup | Task): Promise<void> {
  if (message.type === 'setup') {
    loader = installLoader(new Map(Object.entries(message.instrumented)));
    reply({ type: 'ready' });
  } else if (message.type === 'measure') {
    reply({ type: 'measured', file: await measureFile(message.path) });
  } else {
    const { verdict, by } = await judge(message.mutant, message.tests, message.files);
    mutantSwitch.at = -1;
    reply({ type: 'judged', verdict, by, heapMb: Math.round(process.memoryUsage().rss / 1e6) });
  }
}

/** What went wrong, if anything did. */
async function failureOf(test: TestCase, isLong: boolean): Promise<unknown> {
  brevity.isOn = !isLong;
  stray = undefined;
  try {
    await runCase(test);
  } catch (failure) {
    return failure ?? new Error('failed without saying why');
  }
  return stray;
}

async function measureFile(path: string): Promise<MeasuredFile> {
  const startedMs = performance.now();
  mutantSwitch.hits = new Set();
  const tests: MeasuredTest[] = [];
  const file = { path, tests, loadHits: [] as readonly number[], loadMs: 0, loads: [] as readonly string[] };
  try {
    const cases = await collect(() => loader.importAnew(path));
    file.loadHits = [...mutantSwitch.hits];
    file.loadMs = performance.now() - startedMs;
    for (const test of cases) tests.push(await measureTest(test));
    return { ...file, loads: loader.loaded() };
  } catch (failure) {
    return { ...file, failure: String(failure) };
  }
}

async function measureTest(test: TestCase): Promise<MeasuredTest> {
  const isLong = (await failureOf(test, false)) !== undefined;
  mutantSwitch.hits = new Set();
  const startedMs = performance.now();
  const failure = await failureOf(test, isLong);
  const durationMs = performance.now() - startedMs;
  const hits = [...mutantSwitch.hits];
  if (failure !== undefined) throw new Error(`${test.title}: ${inspect(failure)}`);
  return { title: test.title, durationMs, hits, isRepeatable: (await failureOf(test, isLong)) === undefined, isLong };
}

async function judge(
  mutant: number,
  tests: readonly TestRef[],
  wholeFiles: readonly FileRef[],
): Promise<{ verdict: Verdict; by: string }> {
  for (const { path, index, isLong, allowedMs } of tests) {
    const test = await testAt(path, index);
    const by = `${path}: ${test.title}`;
    reply({ type: 'step', allowedMs, what: by });
    mutantSwitch.at = mutant;
    const failure = await failureOf(test, isLong);
    mutantSwitch.at = -1;
    if (failure === undefined) continue;
    return { verdict: (await failureOf(test, isLong)) === undefined ? 'killed' : 'spoiled', by };
  }
  for (const { path, long, allowedMs } of wholeFiles) {
    reply({ type: 'step', allowedMs, what: path });
    const by = await failingTest(path, mutant, long);
    if (by !== undefined) return { verdict: 'killed', by };
  }
  return { verdict: 'survived', by: '' };
}

async function testAt(path: string, index: number): Promise<TestCase> {
  let cases = files.get(path);
  if (!cases) {
    reply({ type: 'step', allowedMs: LOAD_ALLOWED_MS, what: `loading ${path}` });
    cases = await collect(() => loader.importAnew(path));
    files.set(path, cases);
  }
  const test = cases[index];
  if (!test) throw new Error(`${path} has no test ${index}`);
  return test;
}

/** The first test of a file that fails when already the loading happens with the mutant. */
async function failingTest(path: string, mutant: number, long: readonly number[]): Promise<string | undefined> {
  mutantSwitch.at = mutant;
  try {
    const cases = await collect(() => loader.importAnew(path));
    for (const [index, test] of cases.entries()) {
      if ((await failureOf(test, long.includes(index))) !== undefined) return `${path}: ${test.title}`;
    }
    return undefined;
  } catch {
    return `${path}: it cannot be loaded`;
  } finally {
    mutantSwitch.at = -1;
  }
}
