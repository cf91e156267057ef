/** The page: follows the live stream, and looks the rest up when something has happened. */
import { type Answers, Refusal, ask } from './client.ts';
import { createControls } from './panels/controls.ts';
import { createDecisions } from './panels/decisions.ts';
import { browser, byId } from './dom.ts';
import { createEquityChart } from './charts/equity-chart.ts';
import { createEvents } from './panels/events.ts';
import { showFigures } from './panels/figures.ts';
import { createLaneChoice } from './panels/lane-choice.ts';
import { type Live, follow } from './live.ts';
import { createPositions } from './panels/positions.ts';
import { createPriceChart } from './charts/price-chart.ts';
import { createRiskLimits } from './panels/risk-limits.ts';
import { createStatePanel } from './panels/state-panel.ts';
import { createTrades } from './panels/trades.ts';
import { createUnlock } from './panels/unlock.ts';

/** How often records are looked up while something happens. */
const REFRESH_MS = 2000;

const state = createStatePanel();
const equity = createEquityChart();
const price = createPriceChart();
const showDecisions = createDecisions();
const showTrades = createTrades();
const showRisk = createRiskLimits();
const showEvents = createEvents();
const controls = createControls(() => void refresh());
const showPositions = createPositions(({ lane, symbol }) =>
  controls.ask({
    title: `Close ${symbol}`,
    consequence: 'The position is sold at the market.',
    path: `/api/v1/positions/${lane}/close`,
    body: {},
  }),
);
const askForToken = createUnlock();
const laneChoice = createLaneChoice(() => void refresh());
const tradesOnly = byId('trades-only');
let live: Live | undefined;
let isControlOpen = false;
let refreshedSequence = -1;
let refreshedMs = Number.NEGATIVE_INFINITY;
let isRefreshing = false;

byId('equity-chart').append(equity.element);
byId('price-chart').append(price.element);
tradesOnly.addEventListener('change', () => void refresh());
browser.document.addEventListener('visibilitychange', refreshWhenDue);

function onState(received: Live): void {
  live = received;
  byId('page').removeAttribute('aria-busy');
  const { status } = received;
  state.show(received);
  showFigures(status);
  showPositions(status, isControlOpen);
  controls.show({ isControlOpen, tradingState: status.tradingState, positions: status.positions.length });
  refreshWhenDue();
}

function refreshWhenDue(): void {
  if (!live || browser.document.visibilityState === 'hidden') return;
  const isDue = performance.now() - refreshedMs >= REFRESH_MS;
  if (isDue && live.status.sequence !== refreshedSequence) void refresh();
}

async function refresh(): Promise<void> {
  if (!live || isRefreshing) return;
  isRefreshing = true;
  refreshedSequence = live.status.sequence;
  refreshedMs = performance.now();
  try {
    const lane = laneChoice.chosen(live.status);
    const isTradesOnly = tradesOnly.checked;
    const [points, decisions, trips, fills, risk, events, control, candles, ownFills] = await Promise.all([
      ask('/api/v1/equity', { points: 400 }),
      ask('/api/v1/decisions', { limit: 40, ...(isTradesOnly ? { action: 'trade' } : {}) }),
      ask('/api/v1/round-trips', { limit: 12 }),
      ask('/api/v1/fills', { limit: 12 }),
      ask('/api/v1/risk'),
      ask('/api/v1/events', { limit: 25 }),
      ask('/orchestrator/status'),
      lane ? ask('/api/v1/candles', { symbol: lane.symbol, limit: 120 }) : NO_CANDLES,
      lane ? ask('/api/v1/fills', { lane: lane.lane, limit: 100 }) : NO_FILLS,
    ]);
    const { status } = live;
    isControlOpen = control.isControlOpen;
    equity.show(points.points, status);
    const position = status.positions.find((open) => open.lane === lane?.lane);
    price.show(candles.candles, ownFills.fills, position);
    showDecisions(decisions.decisions, status, isTradesOnly);
    showTrades(trips.roundTrips, fills.fills, status);
    showRisk(risk.lanes.find((candidate) => candidate.lane === lane?.lane));
    showEvents(events.events);
  } catch (error) {
    // The stream says so as well when the connection is gone, and asks for the token when that is what is missing.
    if (error instanceof Refusal) state.showLost(error.message);
    else throw error;
  } finally {
    isRefreshing = false;
  }
}

const NO_CANDLES: Answers['/api/v1/candles'] = { candles: [] };
const NO_FILLS: Answers['/api/v1/fills'] = { fills: [] };

async function run(): Promise<void> {
  for (;;) {
    let refusal: Refusal | undefined;
    await follow({
      onState,
      onLost: state.showLost,
      onRefused: (told) => {
        refusal = told;
      },
    });
    await askForToken(refusal?.message ?? 'This bot asks for its API token.');
  }
}

void run();
