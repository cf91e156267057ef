import { CHART_STYLE } from './chart-style.ts';
import { escapeXml } from './escape-xml.ts';

export interface SvgDocument {
  readonly width: number;
  readonly height: number;
  /** Read aloud by screen readers. */
  readonly title: string;
  /** Finished markup, already escaped. */
  readonly body: string;
}

/** A complete picture that also stands alone as a file; scales with the page it is shown in. */
export function svgDocument({ width, height, title, body }: SvgDocument): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="cab-chart" role="img" viewBox="0 0 ${width} ${height}" ` +
    `width="${width}" height="${height}"><title>${escapeXml(title)}</title><style>${CHART_STYLE}</style>` +
    `<rect class="paper" width="${width}" height="${height}"/>${body}</svg>`
  );
}
