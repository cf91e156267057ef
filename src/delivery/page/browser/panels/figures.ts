/** The money at a glance. */
import type { Status } from '../client.ts';
import { byId, setText } from '../dom.ts';
import { formatChange, formatMoney, formatPercent, toneOf } from '../format.ts';

export function showFigures(status: Status): void {
  const { equity, netPnl, returnRatio, netFlow, dayPnl, drawdownRatio, cash, quote, positions, peakEquity } = status;
  const flow = netFlow === 0 ? '' : `, ${formatMoney(Math.abs(netFlow))} ${netFlow > 0 ? 'paid in' : 'taken out'}`;
  put('equity-now', formatMoney(equity), quote);
  const isOpen = positions.length > 0;
  const held = isOpen ? `, ${formatChange(status.profit.openPnl)} open after exit fees` : '';
  put('profit', formatChange(netPnl), `${formatPercent(returnRatio)} since the start${flow}${held}`, toneOf(netPnl));
  put('day-pnl', formatChange(dayPnl), 'since 00:00 UTC', toneOf(dayPnl));
  put('drawdown', formatPercent(drawdownRatio, false), `below the peak of ${formatMoney(peakEquity)}`);
  put('cash', formatMoney(cash), `${quote} free`);
  const open = `${status.workingOrders} ${status.workingOrders === 1 ? 'order' : 'orders'} working`;
  const unknown = status.unknownOrders > 0 ? `, ${status.unknownOrders} unknown` : '';
  put('positions-open', String(positions.length), `${open}${unknown}`);
}

function put(id: string, value: string, note: string, tone = 'flat'): void {
  const figure = byId(id);
  setText(figure, value);
  figure.setAttribute('data-tone', tone);
  setText(byId(`${id}-note`), note);
}
