/** The names most like `wanted`, best first; none when nothing is near. */
export function nearNames(wanted: string, names: readonly string[], count: number): string[] {
  const plain = wanted.toLowerCase();
  return names
    .map((name) => ({ name, distance: distanceOf(plain, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(Math.min(plain.length, name.length) / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}

/** A forgotten ending, `.gz` or all of it, is the nearest of mistakes. */
function distanceOf(first: string, second: string): number {
  const isBeginning = first.length > 2 && second.startsWith(first);
  return isBeginning && first !== second ? 1 : editDistance(first, second);
}

/** Levenshtein's distance: insertions, deletions and replacements, one row of the table at a time. */
function editDistance(first: string, second: string): number {
  let above = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let row = 1; row <= first.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= second.length; column += 1) {
      const isSame = first[row - 1] === second[column - 1];
      const replaced = (above[column - 1] ?? 0) + (isSame ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[second.length] ?? 0;
}
