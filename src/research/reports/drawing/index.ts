/** The pieces that pictures are made of; reports and charts share them, so that all look alike. */
export { curveArea, curvePath } from './curve-path.ts';
export { escapeXml } from './escape-xml.ts';
export { type Frame, pixel } from './frame.ts';
export { legend } from './legend.ts';
export { svgDocument } from './svg-document.ts';
export { textMark } from './text-mark.ts';
export { type TimeScale, timeAxis, timeScale } from './time-axis.ts';
export { triangle } from './triangle.ts';
export { type ValueScale, valueAxis, valueScale } from './value-axis.ts';
