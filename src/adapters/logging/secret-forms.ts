/** The spellings in which a secret turns up: as it is, encoded, or inside something else that was encoded. */

/** Shorter ones would blank out ordinary words. */
const MIN_SECRET_LENGTH = 4;
const MIN_ENCODED_LENGTH = 8;
const MIN_LINE_LENGTH = 16;

/** Every form of the secret to look for, longest first; empty for one too short to be told from ordinary text. */
export function secretForms(secret: string): readonly string[] {
  if (secret.trim().length < MIN_SECRET_LENGTH) return [];
  const forms = new Set<string>();
  // Keys in PEM form are printed line by line.
  const lines = secret.includes('\n') ? secret.split(/\r?\n/).filter((line) => line.length >= MIN_LINE_LENGTH) : [];
  for (const text of [secret, secret.trim(), ...lines]) addForms(forms, text);
  return [...forms].sort((a, b) => b.length - a.length);
}

function addForms(forms: Set<string>, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  const hex = bytes.toString('hex');
  const encoded = encodeURIComponent(text.toWellFormed());
  // Inside JSON, and inside JSON that was itself quoted in JSON.
  const quoted = JSON.stringify(text).slice(1, -1);
  const twiceQuoted = JSON.stringify(quoted).slice(1, -1);
  for (const form of [text, quoted, twiceQuoted]) forms.add(form);
  forms.add(new URLSearchParams([['', text]]).toString().slice(1));
  for (const form of [encoded, encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]) {
    forms.add(form);
    forms.add(form.replaceAll('%20', '+'));
  }
  const codes = [hex, hex.toUpperCase(), ...base64Forms(bytes)];
  for (const form of codes) if (form.length >= MIN_ENCODED_LENGTH) forms.add(form);
}

/**
 * Base64 of the secret and the characters that stand for it wherever it begins inside a longer text, as in the
 * `user:secret` of an `Authorization` header. Both alphabets.
 */
function base64Forms(bytes: Buffer): string[] {
  const forms = [bytes.toString('base64'), bytes.toString('base64').replace(/=+$/, '')];
  for (const before of [0, 1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // Characters that mix our bits with those of a neighbor are left out.
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    forms.push(shifted.slice(first, last));
  }
  return [...forms, ...forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}
