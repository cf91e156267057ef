/** The report as one picture. */
export { reportSvg } from './report-svg.ts';
