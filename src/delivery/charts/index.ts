/** Pictures for the chart routes and for chats, as SVG text. */
export { type CandleChart, candleChartSvg } from './candle-chart-svg.ts';
export type { ChartOverlay } from './overlay-path.ts';
export { type ProfitChart, profitChartSvg } from './profit-chart-svg.ts';
export type { ChartTradeMark } from './trade-marks.ts';
