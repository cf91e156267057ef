/**
 * Stands in for Vitest inside the worker: collects the tests of a file once and runs any of them again and again, in
 * one process. Expectations are Vitest's own.
 */
export * from 'vitest';

type Body = (...values: unknown[]) => unknown;
type Hook = () => unknown;

interface Suite {
  readonly title: string;
  readonly parent: Suite | undefined;
  readonly before: Hook[];
  readonly after: Hook[];
}

export interface TestCase {
  readonly title: string;
  readonly suite: Suite;
  readonly body: Hook;
}

/** Vitest's expectations ask for the worker that they run in. */
Object.assign(globalThis, { __vitest_worker__: { filepath: '', config: { expect: {} } } });

const OUTERMOST: Suite = { title: '', parent: undefined, before: [], after: [] };
let collecting: { suite: Suite; readonly cases: TestCase[] } = { suite: OUTERMOST, cases: [] };
let finished: Hook[] = [];

/** The tests that a file declares while `load` imports it. */
export async function collect(load: () => Promise<unknown>): Promise<readonly TestCase[]> {
  collecting = { suite: { title: '', parent: undefined, before: [], after: [] }, cases: [] };
  await load();
  return collecting.cases;
}

/** Runs one test with all hooks around it; fails as it fails. */
export async function runCase({ suite, body }: TestCase): Promise<void> {
  const suites: Suite[] = [];
  for (let at: Suite | undefined = suite; at; at = at.parent) suites.unshift(at);
  finished = [];
  try {
    for (const { before } of suites) for (const hook of before) await hook();
    await body();
  } finally {
    for (const hook of finished.toReversed()) await hook();
    for (const { after } of suites.toReversed()) for (const hook of after) await hook();
  }
}

function fullTitle(title: string, suite: Suite): string {
  const titles = [title];
  for (let at: Suite | undefined = suite; at; at = at.parent) if (at.title !== '') titles.unshift(at.title);
  return titles.join(' > ');
}

function declareTest(title: string, ...rest: unknown[]): void {
  const body = rest.find((value): value is Hook => typeof value === 'function');
  if (!body) return;
  const { suite, cases } = collecting;
  cases.push({ title: fullTitle(title, suite), suite, body: () => body() });
}

function declareSuite(title: string, ...rest: unknown[]): void {
  const body = rest.find((value): value is Hook => typeof value === 'function');
  const outer = collecting.suite;
  collecting.suite = { title, parent: outer, before: [], after: [] };
  body?.();
  collecting.suite = outer;
}

type Declare = (title: string, ...rest: unknown[]) => void;

/** One declaration for each row; a row that is a list is spread. */
function each(declare: Declare) {
  return (rows: readonly unknown[]) =>
    (title: string, ...rest: unknown[]): void => {
      const body = rest.find((value): value is Body => typeof value === 'function');
      for (const [index, row] of rows.entries()) {
        const values = Array.isArray(row) ? row : [row];
        declare(`${title} [${index}]`, () => body?.(...values));
      }
    };
}

function skip(): void {}

function variants(declare: Declare) {
  return Object.assign(declare.bind(undefined), {
    each: each(declare),
    skip,
    skipIf: (isSkipped: unknown) => (isSkipped ? skip : declare),
    runIf: (isRun: unknown) => (isRun ? declare : skip),
  });
}

export const it = variants(declareTest);
export const test = variants(declareTest);
export const describe = variants(declareSuite);

export function beforeEach(hook: Hook): void {
  collecting.suite.before.push(hook);
}

export function afterEach(hook: Hook): void {
  collecting.suite.after.push(hook);
}

/** Around each test as well: a test that runs alone needs it, and what it prepares is part of what it reaches. */
export function beforeAll(hook: Hook): void {
  beforeEach(hook);
}

export function afterAll(hook: Hook): void {
  afterEach(hook);
}

export function onTestFinished(hook: Hook): void {
  finished.push(hook);
}
