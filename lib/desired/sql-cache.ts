// Readings of .sql files, kept between runs. A file that did not change is not parsed again.
import { sha256 } from '../catalog/fingerprint.ts';
import type { Entry } from './order.ts';
import { readSql, type ReadSql, type SqlFile } from './sql-file.ts';

export interface SqlCache {
  read(key: string): Promise<Buffer | undefined>;
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Changes whenever the same file might be read differently. */
  readonly version: string;
}

/** An entry that follows another one of its file says which, by number. */
interface Kept extends Omit<ReadSql, 'entries' | 'skipped'> {
  readonly entries: readonly (Omit<Entry, 'after'> & { readonly follows?: number })[];
}

export async function readCached(file: SqlFile, cache: SqlCache | undefined): Promise<ReadSql> {
  if (cache === undefined) return readSql(file);
  const key = `sql file ${sha256(JSON.stringify([cache.version, file.module, file.file, file.schema, file.text]))}`;
  const bytes = await cache.read(key);
  if (bytes !== undefined) return opened(JSON.parse(bytes.toString('utf8')) as Kept);
  const read = await readSql(file);
  await cache.write(key, Buffer.from(JSON.stringify(closed(read))));
  return read;
}

function closed({ entries, renames, extensions, roles }: ReadSql): Kept {
  const place = new Map(entries.map((e, n) => [e, n]));
  const kept = entries.map(({ after, ...entry }) => ({ ...entry, ...(after && { follows: place.get(after)! }) }));
  return { entries: kept, renames, extensions, roles };
}

function opened({ entries, ...rest }: Kept): ReadSql {
  const made: Entry[] = [];
  for (const { follows, ...entry } of entries) {
    const after = follows === undefined ? undefined : made[follows];
    made.push(after === undefined ? entry : { ...entry, after });
  }
  return { ...rest, entries: made, skipped: new Map() };
}
