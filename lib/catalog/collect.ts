// Owns lists by key that grow in place: a schema, a type or a table may have as many followers as there are objects.

export function collect<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
