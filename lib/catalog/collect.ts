// Owns lists by key that grow in place: a schema, a type or a table may have as many followers as there are objects; and what is reached along such lists.

export function collect<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Does a way lead from one to the other, itself too? `next`: where one step leads. */
export function reaches<K>(from: K, to: K, next: (key: K) => Iterable<K>): boolean {
  const seen = new Set<K>();
  const queue = [from];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (key === to) return true;
    if (seen.has(key)) continue;
    seen.add(key);
    queue.push(...next(key));
  }
  return false;
}
