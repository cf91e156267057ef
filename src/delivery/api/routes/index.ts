/** Every route, in the order of the documentation. Adding one is a file and a line here. */
import type { Route } from '../route.ts';
import { candles } from './candles.ts';
import { chartProfit, chartTest } from './charts.ts';
import { configValidate } from './config.ts';
import { cancelOrder, closeAll, closePosition, resetLossLimits, setTradingState } from './control.ts';
import { decisions, explain } from './decisions.ts';
import { equity } from './equity.ts';
import { events } from './events.ts';
import { fills, roundTrips } from './fills.ts';
import { flows, moveFunds } from './funds.ts';
import { health, ready } from './health.ts';
import { metrics } from './metrics.ts';
import { orchestratorStart, orchestratorStatus, orchestratorStop } from './orchestrator.ts';
import { order, orders, protectiveOrders } from './orders.ts';
import { positions } from './positions.ts';
import { risk } from './risk.ts';
import { status, statusExtended } from './status.ts';
import { stream } from './stream.ts';
import { settleSuspense, suspense } from './suspense.ts';
import { tick } from './tick.ts';

export const routes: readonly Route[] = [
  health,
  ready,
  metrics,
  statusExtended,
  configValidate,
  orchestratorStatus,
  status,
  decisions,
  explain,
  candles,
  risk,
  tick,
  stream,
  orders,
  order,
  protectiveOrders,
  positions,
  fills,
  roundTrips,
  equity,
  flows,
  events,
  chartTest,
  chartProfit,
  orchestratorStart,
  orchestratorStop,
  setTradingState,
  closeAll,
  closePosition,
  cancelOrder,
  suspense,
  settleSuspense,
  moveFunds,
  resetLossLimits,
];
