import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { aCandle, buy, engineSettings, scripted } from '../../../test/support/build.ts';
import { createBotBus, createBusSampler } from './bot-bus.ts';
import { Telemetry, telemetryList } from './telemetry.ts';
import { createTelemetryObserver, sampleEngine } from './telemetry-observer.ts';
import { startRun } from '../testing.ts';

const names = Object.keys(telemetryList);
const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;

/** `name{labels}` → value, of every sample line. */
function samples(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [, series = '', value = ''] = /^(\w+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    expect(series, `not a sample: ${line}`).not.toBe('');
    found.set(series, Number(value));
  }
  return found;
}

/** One of everything. */
async function everything(): Promise<string> {
  const telemetry = new Telemetry();
  const settings = engineSettings(scripted({ 0: buy(), 1: buy(), 3: buy() }), { exits: { stopLossRatio: 0.05 } });
  const run = startRun(settings, { observer: createTelemetryObserver(telemetry, () => 'USDT') });
  run.play([aCandle(0), aCandle(1), aCandle(2, { low: 90, close: 91 }), aCandle(3), aCandle(4)]);
  sampleEngine(telemetry, run.engine.view, run.writer.timeMs + 30_000);
  const bus = createBotBus(10);
  const sample = createBusSampler(bus, telemetry);
  bus.subscribe('FlowFinished', () => Promise.reject(new Error('no')));
  bus.publish('FlowFinished', { items: 1, durationMs: 2, sequence: 3 });
  await bus.deliver();
  sample();
  sample();
  telemetry.observe('latency_flow_seconds', {}, 0.003);
  telemetry.count('notices_total', { level: 'info', code: 'with "quotes", \\ and\nlines' });
  return telemetry.print();
}

describe('telemetry', () => {
  it('has more than fifty metrics, every one with help and a type, none named twice', async () => {
    const text = await new Telemetry().print();
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) {
      expect(text.split(`# HELP ${name} `)).toHaveLength(2);
      expect(text.split(`# TYPE ${name} `)).toHaveLength(2);
    }
  });

  it('names counters *_total and says units last', () => {
    const wrong = Object.entries(telemetryList).filter(
      ([name, { kind }]) => kind === 'counter' && !name.endsWith('_total'),
    );
    expect(wrong).toEqual([]);
  });

  it('counts what a run does', async () => {
    const found = samples(await everything());
    expect(Object.fromEntries([...found].filter(([, value]) => value !== 0))).toMatchObject({
      'orders_submitted_total{side="buy",purpose="entry"}': 2,
      'orders_submitted_total{side="sell",purpose="protectiveExit"}': 1,
      'protective_exits_triggered_total{rule="stop-loss"}': 1,
      'orders_success_total{side="buy"}': 2,
      'orders_success_total{side="sell"}': 1,
      'fills_total{side="buy",liquidity="taker"}': 2,
      'risk_blocks_total{rule="maxEntries"}': 1,
      'round_trips_total{outcome="lost"}': 1,
      positions_open: 1,
      storage_writable: 1,
      last_candle_age_seconds: 30,
      'bus_enqueued_total{type="FlowFinished",strategy="keepLatest"}': 1,
      'events_dead_letter_total{type="FlowFinished"}': 1,
      bus_dlq_total: 1,
    });
    expect(found.get('positions_unprotected')).toBe(0);
    expect(found.get('fees_quote_total')).toBeCloseTo(0.999 + 0.909_09 + 0.999, 9);
  });

  it('opens at most a thousand series of a metric and keeps counting those it has', async () => {
    const telemetry = new Telemetry();
    for (let i = 0; i < 1500; i += 1) telemetry.count('risk_blocks_total', { rule: `rule-${i}` });
    telemetry.count('risk_blocks_total', { rule: 'rule-999' });
    const found = samples(await telemetry.print());
    expect([...found.keys()].filter((series) => series.startsWith('risk_blocks_total{'))).toHaveLength(1000);
    expect(found.get('risk_blocks_total{rule="rule-999"}')).toBe(2);
    expect(found.has('risk_blocks_total{rule="rule-1000"}')).toBe(false);
  });

  it('leaves out values that do not exist', async () => {
    const telemetry = new Telemetry();
    telemetry.set('equity_quote', {}, 5);
    telemetry.set('equity_quote', {}, Number.NaN);
    telemetry.observe('latency_flow_seconds', {}, Number.POSITIVE_INFINITY);
    const found = samples(await telemetry.print());
    expect(found.get('equity_quote')).toBe(5);
    expect(found.get('latency_flow_seconds_count')).toBe(0);
  });

  it('is one instance per process: two do not share counts', async () => {
    const [first, second] = [new Telemetry(), new Telemetry()];
    first.count('orders_canceled_total', {});
    expect(samples(await second.print()).get('orders_canceled_total')).toBe(0);
  });

  it.skipIf(!hasPromtool)(`passes promtool${hasPromtool ? '' : ' (skipped: promtool is not installed)'}`, async () => {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: await everything(),
      encoding: 'utf8',
    });
    const complaints = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
    // Names the interface promises, such as bus_dlq_total, are not as promtool would choose them; it must parse them.
    expect(status === 0 || status === 3, complaints.join('\n')).toBe(true);
    expect(complaints.filter((line) => /error|parse/i.test(line))).toEqual([]);
  });
});
