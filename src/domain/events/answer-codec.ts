/** The answer to an entry as one text: the hash of its commands, and behind a space what was decided. */

interface Answer {
  readonly commandsHash: string | undefined;
  readonly facts: string | undefined;
}

/** `undefined` when there is nothing to tell. A hash holds no space; facts are JSON. */
export function encodeAnswer({ commandsHash, facts }: Answer): string | undefined {
  return facts === undefined ? commandsHash : `${commandsHash ?? ''} ${facts}`;
}

/** What `encodeAnswer` wrote; journals of before there were facts hold the hash alone. */
export function decodeAnswer(text: string | null | undefined): Answer {
  if (text === null || text === undefined) return { commandsHash: undefined, facts: undefined };
  const at = text.indexOf(' ');
  if (at < 0) return { commandsHash: text, facts: undefined };
  return { commandsHash: at === 0 ? undefined : text.slice(0, at), facts: text.slice(at + 1) };
}
