import { visibleText } from '../../../domain/text.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML 1.0 has no way to write and every reader can see as it is. */
const FORBIDDEN = /[\ufffe\uffff]/g;

/** Text that is safe between tags and in quoted attributes, of XML and HTML, with every character in sight. */
export function escapeXml(text: string): string {
  const allowed = visibleText(text, '\t\n\r').replace(FORBIDDEN, '\ufffd');
  return allowed.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
