const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML 1.0 has no way to write: most control characters, halves of surrogate pairs. */
const FORBIDDEN = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text that is safe between tags and in quoted attributes, of XML and HTML. What XML cannot hold at all becomes �. */
export function escapeXml(text: string): string {
  const allowed = text.replace(FORBIDDEN, '\ufffd');
  return allowed.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
