// The names a server gives to what a statement makes without naming it: `table_column_label`, 63 bytes at most.

/** As makeObjectName of the server: the longer of the two names is shortened first, never within a character. */
export function derivedName(table: string, column: string, label: string): string {
  let [a, b] = [Buffer.from(table), Buffer.from(column)];
  const room = 63 - label.length - 1 - (column === '' ? 0 : 1);
  while (a.length + b.length > room) {
    if (a.length > b.length) a = a.subarray(0, -1);
    else b = b.subarray(0, -1);
  }
  return [whole(a), whole(b), label].filter((part) => part !== '').join('_');
}

/** The name of an index that a partition gets because its parent has one. `number`: the how manieth that derives this name, from 0. */
export function derivedIndexName(table: string, label: 'pkey' | 'key' | 'excl' | 'idx', columns: readonly string[], number = 0): string {
  return derivedName(table, label === 'pkey' ? '' : joined(columns), number === 0 ? label : `${label}${number}`);
}

/** Column names joined, cut where a name would be full anyway. */
function joined(columns: readonly string[]): string {
  let text = '';
  for (const c of columns) {
    text += text === '' ? c : `_${c}`;
    if (Buffer.byteLength(text) >= 63) break;
  }
  return text;
}

function whole(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\uFFFD+$/, '');
}
