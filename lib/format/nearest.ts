// Owns "did you mean": the nearest known word, or nothing when none is near.

/** Ties go to the first of `known`. At most about a third of the letters may differ; else the only one that has it as one of its words. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const all = [...known];
  const having = all.filter((k) =>
    k
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .includes(word.toLowerCase()),
  );
  return alike(word, all) ?? (having.length === 1 ? having[0] : undefined);
}

function alike(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let limit = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= limit) continue;
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    if (d < limit) [best, limit] = [candidate, d];
  }
  return best;
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one into the other. */
function distance(a: string, b: string): number {
  let two: number[] = [];
  let one = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min(one[j]! + 1, row[j - 1]! + 1, one[j - 1]! + (same ? 0 : 1));
      if (!same && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, two[j - 2]! + 1);
      row.push(d);
    }
    [two, one] = [one, row];
  }
  return one[b.length]!;
}
