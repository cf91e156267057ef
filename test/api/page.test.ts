/** The page in a real browser: it shows what the bot does, and what a strategy writes stays text. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PaperServer, TOKEN, startPaperServer } from './paper-server.ts';
import { untilTraded } from './until-traded.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE = { timeout: 15_000 };
const ATTACK = '<img src=x onerror="globalThis.executions=(globalThis.executions??0)+1"><script>executions=1</script>';
const HOSTILE_STRATEGY = `
export const hostile = {
  name: 'hostile',
  parameters: {},
  setup: () => ({ position, enterLong, exit, index }) =>
    position ? exit({ reason: ${JSON.stringify(ATTACK)} }) : index % 3 === 0 ? enterLong({ reason: ${JSON.stringify(ATTACK)} }) : undefined,
};
`;

const hasBrowser = existsSync(CHROMIUM);
const reason = hasBrowser ? '' : ` (skipped: ${CHROMIUM} is missing, "apt-get install chromium" brings it)`;

describe.skipIf(!hasBrowser)(`the page${reason}`, () => {
  let folder: string;
  let paper: PaperServer;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cab-hostile-'));
    writeFileSync(join(folder, 'hostile.ts'), HOSTILE_STRATEGY);
    paper = await startPaperServer({ settings: { STRATEGY: join(folder, 'hostile.ts'), SIMULATED_SPEED: '20000' } });
    await untilTraded(paper);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await paper?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(url: string, width = 1280): Promise<{ readonly page: Page; readonly complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    await page.waitForSelector('#decisions li');
    return { page, complaints };
  }

  it('shows equity, curve, market and decisions, live and without complaints', async () => {
    const { page, complaints } = await open(paper.url);
    expect(await page.textContent('#equity-now')).toMatch(/^[\d,]+\.\d\d$/);
    expect(await page.textContent('#connection')).toBe('live');
    expect(await page.textContent('#badges')).toContain('Simulated market');
    expect(await page.locator('#equity-chart .equity-line').count()).toBe(1);
    expect(await page.locator('#price-chart .body').count()).toBe(2);
    expect(await page.locator('#round-trips li').count()).toBeGreaterThan(0);
    expect(await page.locator('#risk li').count()).toBeGreaterThan(5);
    const before = await page.textContent('#market-time');
    await expect.poll(() => page.textContent('#market-time'), PATIENCE).not.toBe(before);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('explains a decision when it is opened', async () => {
    const { page } = await open(paper.url);
    await page.locator('#decisions summary').last().click();
    await page.waitForSelector('#decisions .explanation');
    const text = await page.locator('#decisions .explanation').first().textContent();
    for (const part of ['Signals', 'Weights', 'Thresholds', 'Blocks', 'Surroundings', 'trading state']) {
      expect(text).toContain(part);
    }
    await page.close();
  });

  it('compares it with the record when that is asked for', async () => {
    // Slow enough that a decision stays in the list while it is looked at.
    const calm = await startPaperServer({ settings: { TIMEFRAME: '1m', SYMBOLS: 'BTC/USDT', SIMULATED_SPEED: '60' } });
    try {
      const { page } = await open(calm.url);
      await page.locator('#decisions summary').first().click();
      await page.click('#decisions .explanation button');
      await expect.poll(() => page.textContent('#decisions .explanation'), PATIENCE).toContain('decides the same.');
      const text = await page.textContent('#decisions .explanation');
      expect(text).toMatch(/Recorded by 0\.1\.0 \(source\): (buy|sell|hold)/);
      await page.close();
    } finally {
      await calm.close();
    }
  });

  it('keeps a decision that is open, however many come after it, until it is closed', async () => {
    const { page } = await open(paper.url);
    await page.locator('#decisions summary').first().click();
    const isLast = (): Promise<unknown> =>
      page.evaluate("document.querySelector('#decisions li:last-child details').open");
    await expect.poll(isLast, PATIENCE).toBe(true);
    expect(await page.locator('#decisions details[open] .explanation').count()).toBe(1);
    await page.locator('#decisions details[open] summary').click();
    await expect.poll(() => page.locator('#decisions .explanation').count(), PATIENCE).toBe(0);
    await page.close();
  });

  it('shows markup in reasons as text, and runs none of it', async () => {
    await fetch(`${paper.url}/api/v1/trading-state`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ state: 'active', reason: ATTACK }),
    });
    const { page } = await open(paper.url);
    await page.check('#trades-only');
    await expect.poll(() => page.textContent('#decisions'), PATIENCE).toContain('onerror');
    await expect.poll(() => page.textContent('#state-reason'), PATIENCE).toContain('onerror');
    expect(await page.textContent('#round-trips')).toBeDefined();
    expect(await page.evaluate('document.querySelectorAll("main img, main script").length')).toBe(0);
    expect(await page.evaluate('globalThis.executions')).toBeUndefined();
    await page.close();
  });

  it('would not run an inline script even if one got in', async () => {
    const { page } = await open(paper.url);
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(ATTACK)})`);
    await page.waitForTimeout(300);
    expect(await page.evaluate('globalThis.executions')).toBeUndefined();
    await page.close();
  });

  it('steers with token, reason and confirmation', async () => {
    const { page } = await open(paper.url);
    await page.click('#pause');
    await page.fill('#control-reason', 'a pause from the page');
    await page.fill('#control-token', 'wrong');
    await page.click('#control-do');
    await expect.poll(() => page.textContent('#control-problem'), PATIENCE).toContain('not the API token');
    await page.fill('#control-token', TOKEN);
    await page.click('#control-do');
    await expect.poll(() => page.textContent('#trading-state'), PATIENCE).toBe('Reducing');
    expect(paper.run.bot.status().tradingStateReason).toBe('api: a pause from the page');
    await page.click('#resume');
    await page.fill('#control-reason', 'on again');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.textContent('#trading-state'), PATIENCE).toBe('Trading');
    await page.close();
  });

  it('halts only when the word is typed, and says that positions are unguarded', async () => {
    const { page } = await open(paper.url);
    await page.click('#halt');
    expect(await page.textContent('#control-consequence')).toContain('UNGUARDED');
    await page.fill('#control-reason', 'a halt from the page');
    await page.fill('#control-token', TOKEN);
    await page.click('#control-do');
    await expect.poll(() => page.textContent('#control-problem'), PATIENCE).toContain('Type "halt"');
    await page.fill('#control-confirm', 'halt');
    await page.click('#control-do');
    await expect.poll(() => page.textContent('#trading-state'), PATIENCE).toBe('Halted');
    expect(await page.textContent('#state-meaning')).toContain('open positions are unguarded');
    expect(await page.isHidden('#halt')).toBe(true);
    await page.click('#resume');
    await page.fill('#control-reason', 'on again');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.textContent('#trading-state'), PATIENCE).toBe('Trading');
    await page.close();
  });

  it('shows what was paid in beside a return that it did not change', async () => {
    const { page } = await open(paper.url);
    const response = await fetch(`${paper.url}/api/v1/flows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ direction: 'deposit', amount: '1000000', reason: 'a test' }),
    });
    expect(response.status).toBe(200);
    await expect.poll(() => page.textContent('#profit-note'), PATIENCE).toMatch(/since the start, 1.000.000.* paid in/);
    const shown = (await page.textContent('#profit-note')) ?? '';
    // Of 10 000 that the run began with, a million would be 10 000 %.
    expect(Math.abs(Number.parseFloat(shown.replace('−', '-')))).toBeLessThan(100);
    await page.close();
  });

  it('fits a phone', async () => {
    const { page } = await open(paper.url, 375);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
    await page.close();
  });

  it('is worked with the keyboard: charts say where their cursor stands', async () => {
    const { page } = await open(paper.url);
    const chart = page.locator('#price-chart svg');
    await chart.focus();
    await page.keyboard.press('Home');
    expect(await chart.getAttribute('aria-valuenow')).toBe('0');
    await page.keyboard.press('ArrowRight');
    expect(await chart.getAttribute('aria-valuetext')).toContain(' C ');
    expect(await chart.getAttribute('aria-valuenow')).toBe('1');
    await page.close();
  });

  it('asks for the token where reading needs it, and says that steering is locked where none is set', async () => {
    const remote = await startPaperServer({ server: { isRemoteAccessAllowed: true } });
    const locked = await startPaperServer({ isControlClosed: true });
    const page = await browser.newPage();
    await page.goto(remote.url);
    await page.fill('#unlock-token', TOKEN);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#decisions li');
    const { page: other } = await open(locked.url);
    await other.waitForSelector('#controls-locked:not([hidden])');
    expect(await other.isDisabled('#pause')).toBe(true);
    await Promise.all([page.close(), other.close()]);
    await remote.close();
    await locked.close();
  });
});
