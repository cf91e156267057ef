/** The known path that a mistyped one most resembles, `undefined` when none is close. */
export function nearestRoute(path: string, known: readonly string[]): string | undefined {
  // Long paths are not typing errors, and comparing them costs.
  const asked = path.slice(0, 80).toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(asked.length * 0.4)) + 1;
  for (const candidate of known) {
    const distance = changesBetween(asked, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Letters to insert, delete or replace; a path whose beginning was left out is close. */
function changesBetween(a: string, b: string): number {
  if (a !== '/' && b.endsWith(a)) return (b.length - a.length) / 8;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
