// Sequences that go with their table: to another schema, or where a partitioned table is made again around its partitions. Their rows hold
// the values already, so what counts them keeps its position. One that stands for itself is let go of and taken back; an identity's own
// lives and dies with the table.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { derivedName } from '../names/derived-name.ts';
import { feedingSequence, identityOf, position, regclass, sequenceName, type Identity } from './identity.ts';
import { descending, first } from './sequence-options.ts';
import { isInherited } from '../partitions/inheritance.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';
import { isMadeAroundPartitions } from '../partitions/remade-parent.ts';
import { trailing } from '../attributes/trailing.ts';

/** Of a sequence: its column goes and comes back with such a table. */
export function outlivesOwner(o: CatalogObject, ctx: Context): boolean {
  const column = o.attrs['ownedBy'] as readonly string[] | null | undefined;
  if (column == null || !isMadeAroundPartitions(address('table', column.slice(0, 2)), ctx)) return false;
  return JSON.stringify(ctx.desired.objects.get(keyOf(o.at))?.attrs['ownedBy']) === JSON.stringify(column);
}

/** Before the table is dropped. */
export function lettingGo(table: CatalogObject, ctx: Context): Draft[] {
  const kept = keptSequences(table, ctx).flatMap((s): Draft[] => {
    const what = `keeps sequence ${s.at.names[1]!}`;
    // it comes back to a table that is the runner's until it is given away
    const ours = (table.attrs.owner ?? '@runner') === '@runner' ? [] : [{ sql: `ALTER SEQUENCE ${qualified(s.at.names)} OWNER TO CURRENT_USER`, what }];
    return [{ sql: `ALTER SEQUENCE ${qualified(s.at.names)} OWNED BY NONE`, what }, ...ours];
  });
  const parked = counters(table, ctx).flatMap(({ column, from }): Draft[] => {
    if (from === undefined) return [];
    const [what, name] = [`keeps the position of ${column.at.names[2]!}`, parkedAs(column)];
    return [
      { sql: `CREATE SEQUENCE ${qualified(name)} MINVALUE -9223372036854775808`, what },
      { sql: `SELECT pg_catalog.setval(${regclass(name)}, last_value, is_called) FROM ${qualified(from.names)}`, what },
    ];
  });
  return [...kept, ...parked];
}

/** As soon as it is made again. */
export function takingBack(table: CatalogObject, ctx: Context): Draft[] {
  const back = keptSequences(table, ctx).map((s) => ({
    sql: `ALTER SEQUENCE ${qualified(s.at.names)} OWNED BY ${qualified(s.attrs['ownedBy'] as readonly string[])}`,
    what: `sequence ${s.at.names[1]!}`,
  }));
  return trailing(table, back);
}

/** When the partitions are back, with the values that they hold. */
export function goingOn(table: CatalogObject, ctx: Context): Draft[] {
  const drafts = counters(table, ctx).flatMap(({ column, from, to }): Draft[] => {
    const what = `${column.at.names[2]!} goes on where it was`;
    const set = (value: string, source: string): Draft => ({ sql: `SELECT pg_catalog.setval(${regclass(to.names)}, ${value}) FROM ${source}`, what });
    const down = descending(to.options);
    const beyond = (next: string): string => `${down ? 'LEAST' : 'GREATEST'}(${next}, ${first(to.options)}), false`;
    if (from === undefined)
      return [set(beyond(`pg_catalog.${down ? 'min' : 'max'}(${ident(column.at.names[2]!)}) ${down ? '-' : '+'} 1`), qualified(table.at.names))];
    const parked = qualified(parkedAs(column));
    const same = JSON.stringify(counting(from.options)) === JSON.stringify(counting(to.options));
    return [set(same ? 'last_value, is_called' : beyond(position(from.options)), parked), { sql: `DROP SEQUENCE ${parked}`, what }];
  });
  return trailing(table, drafts);
}

function keptSequences(table: CatalogObject, ctx: Context): CatalogObject[] {
  const own = [...ctx.current.objects.values()].filter(
    (o) => o.attrs['ownedBy'] != null && keyOf(address('table', (o.attrs['ownedBy'] as readonly string[]).slice(0, 2))) === keyOf(table.at),
  );
  return own.filter((o) => outlivesOwner(o, ctx) && !ctx.brokenHere(o.at)).sort((a, b) => (keyOf(a.at) < keyOf(b.at) ? -1 : 1));
}

/** Of any table that moves: those that its columns own go along to the other schema. One that is called something else there is renamed by a statement of its own. */
export function sequencesWith(from: CatalogObject, to: Address, ctx: Context): Pick<Draft, 'makes' | 'breaks'> {
  const own = [...ctx.current.objects.values()]
    .filter((o) => o.at.kind === 'sequence' && o.at.names[0] === from.at.names[0] && o.attrs['ownedBy'] != null)
    .filter((o) => JSON.stringify((o.attrs['ownedBy'] as readonly string[]).slice(0, 2)) === JSON.stringify(from.at.names))
    .map((o) => ({ was: o.at, is: address('sequence', [to.names[0]!, o.at.names[1]!]) }))
    .filter(({ is }) => ctx.desired.objects.has(keyOf(is)));
  return own.length === 0 ? {} : { makes: own.map((o) => o.is), breaks: own.map((o) => o.was) };
}

interface Counter {
  readonly names: readonly string[];
  readonly options: Identity;
}

/** The columns that an identity or a new sequence counts afterwards, with what counted them before. */
function counters(table: CatalogObject, ctx: Context): { column: CatalogObject; from: Counter | undefined; to: Counter }[] {
  if (!isMadeAroundPartitions(table.at, ctx)) return [];
  return ctx.children(table.at).flatMap((column) => {
    const was = ctx.current.objects.get(keyOf(column.at));
    if (was === undefined || column.at.kind !== 'table column' || isInherited(column)) return [];
    const to = identityOf(column) === undefined ? ofSequence(heir(column.at, ctx)) : ofIdentity(column);
    const from = identityOf(was) === undefined ? ofSequence(feedingSequence(column, ctx)) : ofIdentity(was);
    return to === undefined ? [] : [{ column, from, to }];
  });
}

function heir(column: Address, ctx: Context): CatalogObject | undefined {
  const owner = JSON.stringify(column.names);
  return [...ctx.desired.objects.values()].find((o) => o.attrs['ownedBy'] != null && JSON.stringify(o.attrs['ownedBy']) === owner && ctx.madeHere(o.at));
}

function ofIdentity(column: CatalogObject): Counter {
  return { names: sequenceName(column), options: identityOf(column)! };
}

function ofSequence(o: CatalogObject | undefined): Counter | undefined {
  return o === undefined ? undefined : { names: o.at.names, options: { ...(o.attrs as Omit<Identity, 'generated'>), generated: 'by default' } };
}

function counting({ start, increment, min, max }: Identity): readonly unknown[] {
  return [start, increment, min, max].map((value) => value ?? null);
}

function parkedAs(column: CatalogObject): readonly string[] {
  return [column.at.names[0]!, derivedName(column.at.names[1]!, column.at.names[2]!, 'tidemark_old')];
}
