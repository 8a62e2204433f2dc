// Owns the pack: a cleanly closed data directory as one run of bytes (a JSON index, then the files end to end).

/** A data directory. `bytes` is its only form: in memory, between threads and, less what a base has too, in files. */
export interface Pack {
  readonly bytes: Uint8Array;
}

export interface PackEntry {
  /** Relative to the data directory, `/` between names. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Index {
  readonly dirs: readonly string[];
  /** path, length, and 1 when the bytes are those of the same path in the base pack. */
  readonly files: readonly (readonly [path: string, length: number, inherited?: 1])[];
}

const magic = 'tidemark pack 1\n';

export function makePack(dirs: readonly string[], files: readonly PackEntry[]): Pack {
  return assemble(
    { dirs, files: files.map((f) => [f.path, f.bytes.length]) },
    files.map((f) => f.bytes),
  );
}

export function readPack(pack: Pack): { dirs: readonly string[]; files: PackEntry[] } {
  const { index, start } = open(pack.bytes);
  let at = start;
  const files = index.files.map(([path, length]) => ({ path, bytes: pack.bytes.subarray(at, (at += length)) }));
  if (at !== pack.bytes.length) throw new Error('the pack is cut short');
  return { dirs: index.dirs, files };
}

/** The bytes to store: files that `base` holds too are left out. A replayed chain changes some 2 of 14 MB. */
export function packOver(base: Pack, pack: Pack): Uint8Array {
  const known = new Map(readPack(base).files.map((f) => [f.path, f.bytes]));
  const { dirs, files } = readPack(pack);
  const own = files.map((f) => !same(known.get(f.path), f.bytes));
  const index: Index = { dirs, files: files.map((f, n) => (own[n] === true ? [f.path, f.bytes.length] : [f.path, f.bytes.length, 1])) };
  return assemble(
    index,
    files.filter((_, n) => own[n]).map((f) => f.bytes),
  ).bytes;
}

/** The inverse of packOver. Throws when the bytes are not whole or not over this base. */
export function unpackOver(base: Pack, stored: Uint8Array): Pack {
  const known = new Map(readPack(base).files.map((f) => [f.path, f.bytes]));
  const { index, start } = open(stored);
  let at = start;
  const files = index.files.map(([path, length, inherited]): PackEntry => {
    const bytes = inherited === 1 ? known.get(path) : stored.subarray(at, (at += length));
    if (bytes?.length !== length) throw new Error(`the pack does not hold ${path}`);
    return { path, bytes };
  });
  return makePack(index.dirs, files);
}

function assemble(index: Index, parts: readonly Uint8Array[]): Pack {
  const head = Buffer.from(`${magic}${JSON.stringify(index)}\n`);
  // Shared, so that every worker reads the one copy.
  const bytes = new Uint8Array(new SharedArrayBuffer(head.length + parts.reduce((n, p) => n + p.length, 0)));
  bytes.set(head);
  let at = head.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes };
}

function open(bytes: Uint8Array): { index: Index; start: number } {
  const end = bytes.indexOf(10, magic.length);
  const head = Buffer.from(bytes.subarray(0, Math.max(end, 0))).toString();
  if (!head.startsWith(magic)) throw new Error('not a pack');
  return { index: JSON.parse(head.slice(magic.length)) as Index, start: end + 1 };
}

function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.length === b.length && Buffer.compare(a, b) === 0;
}
