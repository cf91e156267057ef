/** The report as one page. */
export { reportHtml } from './report-html.ts';
