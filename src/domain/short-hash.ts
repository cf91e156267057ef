const HALF = 2 ** 20;

/**
 * Eight characters, base 36, that stand for a text: 41 bits of two FNV-1a hashes (Fowler, Noll, Vo; 32 bits, offsets
 * 2166136261 and its complement). No secret: it tells names apart.
 */
export function shortHash(text: string): string {
  let [low, high] = [2_166_136_261, ~2_166_136_261];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 16_777_619);
    high = Math.imul(high ^ unit, 16_777_619);
  }
  const value = ((high >>> 11) * HALF + (low >>> 12)) % 36 ** 8;
  return value.toString(36).padStart(8, '0');
}
