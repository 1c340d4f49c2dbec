/** A question about a spelling mistake, or nothing where no candidate is near: ` Did you mean "contracts"?` */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const nearest = closest(word, candidates);
  return nearest === null ? '' : ` Did you mean "${nearest}"?`;
}

/** The candidate that takes the fewest changed letters, if that is at most a third of the word; the first of equals. */
export function closest(word: string, candidates: Iterable<string>): string | null {
  const tooFar = Math.max(2, Math.ceil(word.length / 3)) + 1;
  let best: string | null = null;
  let bestDistance = tooFar;
  for (const candidate of candidates) {
    const distance = distanceBetween(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Levenshtein's: how many letters have to be put in, taken out or changed. */
function distanceBetween(a: string, b: string): number {
  // A word that long is no spelling mistake of ours, and the table below grows with the product of both lengths.
  if (Math.max(a.length, b.length) > 100) return Infinity;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? Infinity;
}
