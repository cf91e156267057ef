/**
 * Leaves the first `length` elements of a short list that is soon filled again. An assigned length of 0 would give its
 * storage away, and the next element bring a new one, with room for seventeen.
 */
export function shorten(list: unknown[], length: number): void {
  while (list.length > length) list.pop();
}
