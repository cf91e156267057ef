/** What the engine answers and what its observer hears, as lines that fit into a table. */
import type { Command } from '../../../domain/orders/commands.ts';
import { formatDecimal } from '../../../domain/decimal.ts';
import type { OrderRequest } from '../../../domain/orders/order.ts';
import type { EngineObserver } from '../index.ts';

/** `submit buy 10 entry`, `cancel c0-0`, `arm #3 10 stop 95 target -`, with `lane 1: ` in front of the other lanes'. */
export function commandLine(command: Command): string {
  switch (command.type) {
    case 'submitOrder':
      return `${laneOf(command.order.lane)}submit ${orderLine(command.order)}`;
    case 'cancelOrder':
      return `cancel ${command.clientOrderId}`;
    case 'lookUpOrder':
      return `look up ${command.clientOrderId}`;
    case 'armExit': {
      const { generation, quantity, stopPrice, targetPrice } = command;
      const levels = `stop ${level(stopPrice)} target ${level(targetPrice)}`;
      return `${laneOf(command.lane)}arm #${generation} ${formatDecimal(quantity)} ${levels}`;
    }
    case 'disarmExit':
      return `${laneOf(command.lane)}disarm`;
    case 'moveFunds':
      return `move ${formatDecimal(command.amount)} ${command.asset}`;
    case 'notify':
      return `${command.level} ${command.code}`;
    default:
      return command satisfies never;
  }
}

/** The entry's reason is the script's own; an exit's says which rule asked for it. */
function orderLine({ side, quantity, price, timeInForce, type, purpose, reason, level }: OrderRequest): string {
  const at = price === undefined ? '' : ` at ${formatDecimal(price)}`;
  const usual = type === 'limit' ? 'gtc' : 'ioc';
  const inForce = timeInForce === usual ? '' : ` ${timeInForce}`;
  if (level !== undefined) return `${level}: ${side} ${formatDecimal(quantity)}${at}${inForce}`;
  return `${side} ${formatDecimal(quantity)}${at}${inForce} ${purpose}${side === 'sell' ? `: ${reason}` : ''}`;
}

function laneOf(lane: number): string {
  return lane === 0 ? '' : `lane ${lane}: `;
}

/** Rounded where float64 shows its digits: 95.99999999999999 is 96. */
function level(price: number | undefined): string {
  return price === undefined ? '-' : String(Number(price.toFixed(6)));
}

/** An observer that writes down what it hears. */
export function listener(
  hear: (line: string) => void,
  hearProtection: (line: string) => void,
): Required<EngineObserver> {
  return {
    runBegan: ({ runId }) => hear(`run ${runId}`),
    instrumentChanged: ({ symbol, status }) => hear(`instrument ${symbol} ${status}`),
    decisionMade: (lane, { action }, order) =>
      hear(`${laneOf(lane.id)}decided ${action}, order ${order?.request.clientOrderId ?? '-'}`),
    entryDenied: (lane, blocks) => hear(`${laneOf(lane.id)}denied ${blocks.map(({ code }) => code).join(' ')}`),
    orderChanged: ({ request, status }) => hear(`order ${request.clientOrderId} ${status}`),
    protectionChanged: ({ clientOrderId, status, trigger, firedOrderId }) =>
      hearProtection(
        `${clientOrderId} ${status} ${level(trigger.price)} ${trigger.rule}${firedOrderId === undefined ? '' : `, fired ${firedOrderId}`}`,
      ),
    fillBooked: ({ tradeId }, _booking, { request }) => hear(`booked ${tradeId} of ${request.clientOrderId}`),
    positionChanged: ({ id, position, guard }) =>
      hear(`${laneOf(id)}position ${position?.quantity ?? 0} ${guard.status}`),
    roundTripClosed: ({ id }, { netPnl }, exit) =>
      hear(`${laneOf(id)}round trip ${formatDecimal(netPnl)} by ${exit?.request.reason ?? '-'}`),
    fundsMoved: ({ asset, amount, equityBefore, actor, reason }) =>
      hear(`funds ${formatDecimal(amount)} ${asset} beside ${equityBefore}, ${reason} (${actor})`),
    noticeRaised: ({ level, code }) => hear(`${level} ${code}`),
  };
}
