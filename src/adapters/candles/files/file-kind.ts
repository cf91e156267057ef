/** What a file is by its first bytes; names lie. */
export type FileKind = 'text' | 'gzip' | { readonly refused: string; readonly code: 'otherFormat' | 'binary' };

interface Signature {
  readonly bytes: readonly number[];
  readonly says: string;
}

const SIGNATURES: readonly Signature[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], says: 'is a zip archive; unpack it and name the CSV file inside' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], says: 'is packed with zstd; unpack it first (zstd -d)' },
  { bytes: [0x42, 0x5a, 0x68], says: 'is packed with bzip2; unpack it first (bunzip2)' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], says: 'is packed with xz; unpack it first (unxz)' },
  { bytes: [0x50, 0x41, 0x52, 0x31], says: 'is a Parquet file, not CSV' },
  { bytes: [0xff, 0xfe], says: 'is UTF-16 text; save it as UTF-8' },
  { bytes: [0xfe, 0xff], says: 'is UTF-16 text; save it as UTF-8' },
];

export function fileKind(head: Uint8Array): FileKind {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const known = SIGNATURES.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (known) return { code: 'otherFormat', refused: known.says };
  if (head.includes(0))
    return { code: 'binary', refused: 'is a binary file (it has NUL bytes); a CSV file was expected' };
  return 'text';
}
