import { svgDocument, textMark } from '../../research/reports/drawing/index.ts';

/** Said instead of drawn: an empty picture looks like a broken one. */
export function noDataChart({
  width,
  height,
  title,
}: Readonly<Record<'width' | 'height', number>> & { title: string }) {
  const body =
    textMark({ x: 24, y: 32, text: title, look: 'ink title', width: width - 48 }) +
    textMark({ x: width / 2, y: height / 2, text: 'No data yet', look: 'muted', anchor: 'middle' });
  return svgDocument({ width, height, title, body });
}
