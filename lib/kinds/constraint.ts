// Owns PRIMARY KEY, UNIQUE, FOREIGN KEY, CHECK and EXCLUDE constraints of tables, with the index behind them.
import { address, keyOf, type Address } from '../catalog/address.ts';
import { ident, literal, qualified } from '../sql/quote.ts';
import { adoptable } from './adoptable.ts';
import { leadsTo } from './circles.ts';
import { clonesBefore, nameOfClone, takesTurns, type Cloning } from './clone-name.ts';
import { built, dropped, nameBeside, namesBeside } from './concurrent.ts';
import { derivedIndexName } from './derived-name.ts';
import { indexForm, takenOver } from './index-turned-key.ts';
import { clustering, identifying, indexExtras } from './index-parts.ts';
import {
  afterLeaving,
  afterParents,
  clonedFromParent,
  comesFromParent,
  goesWithParent,
  isLeftBehind,
  isPartitioned,
  keptBelow,
  leavesAlone,
} from './inheritance.ts';
import type { CatalogObject, Check, Context, Difference, Draft, Kind, Outcome } from './kind.ts';
import { staysComparable } from './key-types.ts';
import { leanedOn } from './leaners.ts';
import { attachments, keyInParts, partToPromote, waitsFor, whileDetached, wholeIn, wholeOf, wholeThatHolds } from './partition-key.ts';
import { pointer } from './references.ts';
import { optionChanges, optionsJson, withOptions } from './reloptions.ts';
import { outlivesParent } from './remade-parent.ts';
import { trailing } from './trailing.ts';
import { allThere, duplicates, failing, orphans } from './violations.ts';

const tableOf = (at: Address): readonly string[] => at.names.slice(0, 2);
const indexOf = (at: Address): readonly string[] => [at.names[0]!, at.names[2]!];
const on = (o: CatalogObject): string => `ALTER TABLE ${o.attrs['valid'] === false ? 'ONLY ' : ''}${qualified(tableOf(o.at))}`;
const name = (o: CatalogObject): string => ident(o.at.names[2]!);
const type = (o: CatalogObject): string => o.attrs['type'] as string;
const comes = (o: CatalogObject, ctx: Context): boolean =>
  (type(o) === 'check' ? comesFromParent : clonedFromParent)(o, ctx) && wanting(o, ctx) === undefined && !partOfParts(o, ctx);
const hasIndex = (o: CatalogObject): boolean => ['primary key', 'unique', 'exclusion'].includes(type(o));

const cloning: Cloning = { derived, comes: (o, ctx) => hasIndex(o) && comes(o, ctx) };

export const constraint: Kind = {
  name: 'table constraint',
  class: 'pg_constraint',
  rank: 300,
  replaceable: true,
  outlives: outlivesParent,
  ridesTypeChange: (o, ctx, swapped) => type(o) !== 'foreign key' || staysComparable(o, ctx, swapped),
  holdsOn: ['deferrable', 'deferred', 'enforced', 'validated', 'options', 'tablespace', 'clustered', 'replicaIdentity', 'indexComment', 'valid'],
  portable: ['type', 'columns', 'references', 'onUpdate', 'onDelete', 'deferrable', 'deferred', 'validated', 'noInherit', 'enforced'],

  query: (server) => `
    select k.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.relname, k.conname) as names, null::json as args,
      json_build_object('kind', case when c.relkind = 'f' then 'foreign table' else 'table' end, 'names', json_build_array(n.nspname, c.relname)) as within,
      null::int4 as ordinal, null::text as owner, null::json as acl,
      case when k.contype = 'p' then (
        select json_agg(json_build_object('kind', 'not null', 'names', json_build_array(n.nspname, c.relname, a.attname)))
        from pg_attribute a where a.attrelid = c.oid and a.attnum = any(k.conkey))
      when k.contype = 'c' and k.coninhcount > 0 then (
        select json_agg(json_build_object('kind', 'table constraint', 'how', case when k.conislocal then 'soft' else 'auto' end, 'names', json_build_array(hn.nspname, hc.relname, k.conname)))
        from pg_inherits h join pg_class hc on hc.oid = h.inhparent join pg_namespace hn on hn.oid = hc.relnamespace
        where h.inhrelid = c.oid and exists (select from pg_constraint hk where hk.conrelid = hc.oid and hk.conname = k.conname)) end as leans,
      case when k.contype = 'c' and not c.relispartition and k.coninhcount > 0 then case when k.conislocal then 'merged' else 'inherited' end end as bond,
      json_build_object(
        'type', case k.contype when 'p' then 'primary key' when 'u' then 'unique' when 'f' then 'foreign key' when 'c' then 'check' else 'exclusion' end,
        'definition', regexp_replace(regexp_replace(pg_get_constraintdef(k.oid), '( NOT VALID| NOT ENFORCED)$', ''), '( DEFERRABLE)?( INITIALLY DEFERRED)?$', ''),
        'columns', (select json_agg(a.attname order by u.nr) from unnest(k.conkey) with ordinality as u(num, nr)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = u.num),
        'references', case when k.contype = 'f' then json_build_array(fn.nspname, f.relname) end,
        'referencedColumns', case when k.contype = 'f' then (select json_agg(a.attname order by u.nr) from unnest(k.confkey) with ordinality as u(num, nr)
          join pg_attribute a on a.attrelid = f.oid and a.attnum = u.num) end,
        'onUpdate', case when k.contype = 'f' then ${action('k.confupdtype')} end,
        'onDelete', case when k.contype = 'f' then ${action('k.confdeltype')} end,
        'deferrable', case when k.condeferrable then true end,
        'deferred', case when k.condeferred then true end,
        'validated', case when not k.convalidated${server >= 180000 ? ' and k.conenforced' : ''} then false end,
        'enforced', ${server >= 180000 ? 'case when not k.conenforced then false end' : 'null'},
        'noInherit', case when k.contype = 'c' and k.connoinherit then true end,
        'options', case when k.contype in ('p', 'u') then ${optionsJson('i.reloptions')} end,
        'tablespace', (select s.spcname from pg_tablespace s where s.oid = i.reltablespace),
        'clustered', case when x.indisclustered then true end,
        'replicaIdentity', case when x.indisreplident then true end,
        'indexComment', case when x.indexrelid is not null then obj_description(x.indexrelid, 'pg_class') end,
        -- ONLY the partitioned table has it so far
        'valid', case when not x.indisvalid then false end,
        'partOf', case when i.relispartition and k.conparentid = 0 then (
          select json_build_array(wn.nspname, w.relname) from pg_inherits h join pg_class w on w.oid = h.inhparent join pg_namespace wn on wn.oid = w.relnamespace where h.inhrelid = i.oid) end,
        'inherited', case when k.conparentid <> 0 then json_build_array(pn.nspname, pc.relname, p.conname)
          when c.relispartition and k.coninhcount > 0 and not k.conislocal then (
            select json_build_array(hn.nspname, hc.relname, k.conname) from pg_inherits h join pg_class hc on hc.oid = h.inhparent join pg_namespace hn on hn.oid = hc.relnamespace
            where h.inhrelid = c.oid and exists (select from pg_constraint hk where hk.conrelid = hc.oid and hk.conname = k.conname) order by h.inhseqno limit 1) end
      ) as attrs
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid and c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}
    left join pg_index x on x.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')
    left join pg_class i on i.oid = x.indexrelid
    left join pg_class f on f.oid = k.confrelid
    left join pg_namespace fn on fn.oid = f.relnamespace
    left join pg_constraint p on p.oid = k.conparentid
    left join pg_class pc on pc.oid = p.conrelid
    left join pg_namespace pn on pn.oid = pc.relnamespace
    where k.contype in ('p', 'u', 'f', 'c', 'x')
      -- one more row per partition of the table that a foreign key points at: the server's own
      and p.conrelid is distinct from k.conrelid`,

  clause(o, ctx) {
    // A foreign key of its parent's may come before the table or after.
    if (comes(o, ctx)) return type(o) !== 'foreign key' && renamedClone(o, ctx) === null && !(hasIndex(o) && takesTurns(o, ctx, cloning)) ? '' : null;
    if (o.attrs['validated'] === false || o.attrs['indexComment'] != null || o.attrs['valid'] === false || indexExtras(o, [], []).length > 0) return null;
    if ((type(o) === 'exclusion' && o.attrs['tablespace'] != null) || partToPromote(o, ctx) !== undefined || attach(o, ctx).length > 0) return null;
    if (hasTwin(o, ctx)) return null;
    return `CONSTRAINT ${name(o)} ${definition(o)}`;
  },

  create(o, ctx) {
    if (comes(o, ctx)) return renamedClone(o, ctx);
    const part = partToPromote(o, ctx);
    const made = part === undefined ? add(o, ctx) : [{ sql: usingIndex(o, part), what: 'of its part of the index of its parent' }];
    return [...made, ...trailing(o, [...attach(o, ctx), ...(inParts(o, ctx) ? attachments(o, indexOf, ctx) : []), ...extras(o)])];
  },

  // In a circle of tables the foreign keys go first.
  ridesOnDrop: (o, ctx) => type(o) !== 'foreign key' || !inCircle(o, ctx),
  drop(o, ctx) {
    const check = type(o) === 'check';
    if (goesWithParent(o, ctx) && !(check && leavesAlone(o, ctx))) return null;
    const from = check && keptBelow(o, ctx) ? `ALTER TABLE ONLY ${qualified(tableOf(o.at))}` : on(o);
    const drop = afterLeaving(o, { sql: `${from} DROP CONSTRAINT ${name(o)}`, ...(type(o) === 'foreign key' ? pointer(o, ctx).goes : {}) });
    const whole = wholeOf(o);
    return whole === undefined || ctx.brokenHere(whole) ? afterParents(o, drop, ctx) : whileDetached([o], [drop], ctx);
  },

  remakes: (o, ctx) => (hasIndex(o) ? wholeThatHolds(o, ctx) : []),
  together: [
    ['deferrable', 'deferred'],
    ['definition', 'columns', 'type', 'onUpdate', 'onDelete', 'references', 'referencedColumns', 'noInherit'],
  ],
  alter: {
    definition: (d, ctx) => rebuild(d, ctx),
    deferrable: (d, ctx) => {
      if (type(d.to) !== 'foreign key') return rebuild(d, ctx);
      if (d.to.attrs['inherited'] != null) return followsParent(d);
      return {
        sql: `${on(d.to)} ALTER CONSTRAINT ${name(d.to)}${deferral(d.to) || ' NOT DEFERRABLE'}${d.to.attrs['deferrable'] === true && d.to.attrs['deferred'] !== true ? ' INITIALLY IMMEDIATE' : ''}`,
        what: 'deferral',
      };
    },
    enforced: (d) =>
      type(d.to) === 'foreign key' && d.to.attrs['inherited'] != null
        ? followsParent(d)
        : type(d.to) === 'foreign key'
          ? { sql: `${on(d.to)} ALTER CONSTRAINT ${name(d.to)} ${d.to.attrs['enforced'] === false ? 'NOT ENFORCED' : 'ENFORCED'}`, what: 'enforcement' }
          : 'replace',
    validated: (d, ctx) => (d.to.attrs['enforced'] === false ? null : d.to.attrs['validated'] === false ? 'replace' : validate(d.to, ctx)),
    options: (d) =>
      optionChanges(d.from.attrs['options'], d.to.attrs['options']).map((change) => ({
        sql: `ALTER INDEX ${qualified(indexOf(d.to.at))} ${change}`,
        what: 'index options',
      })),
    tablespace: (d) => moveIndex(d.to),
    clustered: (d, ctx) => clustering(d, tableOf(d.to.at), someClustered(d.to.within!, ctx)),
    replicaIdentity: (d) => identifying(d, tableOf(d.to.at)),
    indexComment: (d) => indexComment(d.to),
    partOf: () => null,
    valid: (d) => (d.to.attrs['valid'] === false ? 'replace' : null),
    inherited: (d, ctx) => (isLeftBehind(d.from, d.to, ctx) ? 'replace' : attach(d.to, ctx)),
  },

  rename: (from, to) => ({ sql: `${on(from)} RENAME CONSTRAINT ${name(from)} TO ${ident(to.names[2]!)}` }),
  slots: (o) => [
    ...(hasIndex(o) ? [`pg_class:${JSON.stringify([indexOf(o.at), []])}`] : []),
    ...(type(o) === 'primary key' ? [`primary key:${JSON.stringify(tableOf(o.at))}`] : []),
  ],
  commentOn: (o) => `CONSTRAINT ${name(o)} ON ${qualified(tableOf(o.at))}`,
  needsServer(o) {
    const text = o.attrs['definition'] as string;
    if (o.attrs['enforced'] === false) return { major: 18, what: 'a constraint that is NOT ENFORCED' };
    if (/ WITHOUT OVERLAPS\)/.test(text) || /, PERIOD /.test(text)) return { major: 18, what: 'a constraint WITHOUT OVERLAPS' };
    if (text.startsWith('UNIQUE NULLS NOT DISTINCT')) return { major: 15, what: 'UNIQUE NULLS NOT DISTINCT' };
    if (/ON DELETE SET (NULL|DEFAULT) \(/.test(text)) return { major: 15, what: 'ON DELETE SET NULL of some columns' };
    return undefined;
  },
};

/** A partition's foreign key changes with its parent's; one that is to become a part of it must be like it, and is made with it. */
function followsParent(d: Difference): Outcome {
  return d.from.attrs['inherited'] == null ? 'replace' : null;
}

/** A key over the columns of another one: said in one CREATE TABLE, the server takes the two for one. */
function hasTwin(o: CatalogObject, ctx: Context): boolean {
  if (type(o) !== 'unique') return false;
  const same = (c: CatalogObject): boolean => JSON.stringify(c.attrs['columns']) === JSON.stringify(o.attrs['columns']);
  const before = (c: CatalogObject): boolean => type(c) === 'primary key' || (type(c) === 'unique' && c.at.names[2]! < o.at.names[2]!);
  return ctx.children(o.within!).some((c) => c.at.kind === o.at.kind && c !== o && same(c) && before(c));
}

function inCircle(o: CatalogObject, ctx: Context): boolean {
  const parent =
    o.attrs['inherited'] == null ? undefined : ctx.current.objects.get(keyOf(address('table constraint', o.attrs['inherited'] as readonly string[])));
  if (parent !== undefined && ctx.brokenHere(parent.at) && inCircle(parent, ctx)) return true;
  const to = address('table', o.attrs['references'] as readonly string[]);
  return keyOf(to) !== keyOf(o.within!) && ctx.brokenHere(to) && leadsTo(to, o.within!, ctx.current);
}

/** The parent's constraint, when its parts have to be made and attached one by one. */
function wanting(o: CatalogObject, ctx: Context): CatalogObject | undefined {
  const parent =
    o.attrs['inherited'] == null || !hasIndex(o)
      ? undefined
      : ctx.desired.objects.get(keyOf(address('table constraint', o.attrs['inherited'] as readonly string[])));
  return parent !== undefined && waitsFor(o, parent, ctx) ? parent : undefined;
}

/** A key that is built partition by partition; of a partition, a part of one. */
function inParts(o: CatalogObject, ctx: Context): boolean {
  const plain = (k: CatalogObject): boolean =>
    k.attrs['valid'] !== false && concurrentIndex(k, indexOf(k.at)) !== undefined && extras(k).length === 0 && (type(k) !== 'primary key' || neverNull(k, ctx));
  return ctx.online && hasIndex(o) && isPartitioned(o.within!, ctx.desired) && keyInParts(o, plain, ctx);
}

/** A partition's primary key makes NOT NULL its own: what this plan makes so would not leave with the parent's on the way back. */
function neverNull(o: CatalogObject, ctx: Context): boolean {
  return (o.attrs['columns'] as readonly string[]).every((c) => {
    const at = address('not null', [...tableOf(o.at), c]);
    return ctx.current.objects.has(keyOf(at)) && !ctx.madeHere(at) && !ctx.brokenHere(at);
  });
}

function partOfParts(o: CatalogObject, ctx: Context): boolean {
  const whole = hasIndex(o) ? wholeIn(o, ctx) : undefined;
  return whole !== undefined && inParts(whole, ctx);
}

function attach(o: CatalogObject, ctx: Context): Draft[] {
  const parent = wanting(o, ctx);
  if (parent !== undefined) return [joins(o, parent.at, indexOf(parent.at))];
  const whole = wholeOf(o) === undefined ? undefined : ctx.desired.objects.get(keyOf(wholeOf(o)!));
  return whole !== undefined && waitsFor(o, whole, ctx) ? [joins(o, whole.at, whole.at.names)] : [];
}

function joins(o: CatalogObject, whole: Address, index: readonly string[]): Draft {
  return {
    sql: `ALTER INDEX ${qualified(index)} ATTACH PARTITION ${qualified(indexOf(o.at))}`,
    what: 'part of the index of its parent',
    needs: [whole],
  };
}

function action(letter: string): string {
  return `case ${letter} when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' else 'set default' end`;
}

function deferral(o: CatalogObject): string {
  return `${o.attrs['deferrable'] === true ? ' DEFERRABLE' : ''}${o.attrs['deferred'] === true ? ' INITIALLY DEFERRED' : ''}`;
}

function definition(o: CatalogObject): string {
  const tablespace = o.attrs['tablespace'] == null || type(o) === 'exclusion' ? '' : ` USING INDEX TABLESPACE ${ident(o.attrs['tablespace'] as string)}`;
  return `${o.attrs['definition'] as string}${withOptions(o.attrs['options'])}${tablespace}${deferral(o)}${o.attrs['enforced'] === false ? ' NOT ENFORCED' : ''}`;
}

function add(o: CatalogObject, ctx: Context): Draft[] {
  const plain = `${on(o)} ADD CONSTRAINT ${name(o)} ${definition(o)}`;
  if (o.attrs['validated'] === false) return [{ sql: `${plain} NOT VALID`, ...(type(o) === 'foreign key' ? pointer(o, ctx).comes : {}) }];
  const check = violations(o, ctx);
  const first = [...clonesBefore(o, ctx, cloning), ...(hasIndex(o) ? adoptable(o, ctx, [o.at.kind]) : [])];
  const asked = {
    ...(type(o) === 'foreign key' ? pointer(o, ctx).comes : {}),
    ...(check === undefined ? {} : { check }),
    ...(first.length === 0 ? {} : { needs: first }),
  };
  if (!ctx.online || !ctx.existed(o.within!) || o.attrs['enforced'] === false) return [{ sql: plain, ...asked }];
  const partitioned = isPartitioned(o.within!, ctx.desired);
  if (type(o) === 'check' || (type(o) === 'foreign key' && (!partitioned || ctx.floor >= 18))) {
    return [
      { sql: `${plain} NOT VALID`, what: 'for new rows', commit: 'boundary', ...asked },
      { sql: `${on(o)} VALIDATE CONSTRAINT ${name(o)}`, what: 'validate', commit: 'boundary', timeout: 'build' },
    ];
  }
  if (inParts(o, ctx)) return [{ sql: `ALTER TABLE ONLY ${qualified(tableOf(o.at))} ADD CONSTRAINT ${name(o)} ${definition(o)}`, ...asked }];
  const before = takenOver(o, ctx);
  if (before !== undefined) return overIndex(o, before, asked, ctx);
  const index = partitioned ? undefined : concurrentIndex(o, indexOf(o.at));
  if (index === undefined) return [{ sql: plain, ...asked }];
  // an index of this name goes by itself, and two may not speak of one address
  const { makes = [], ...unnamed } = index;
  const known = makes.some((at) => ctx.current.objects.has(keyOf(at)));
  return [
    { ...(known ? unnamed : index), ...asked },
    { sql: usingIndex(o, o.at.names[2]!), ...(known ? {} : { breaks: [...makes] }) },
  ];
}

/** The index of its name becomes its own, or steps aside for the one that was built beside it. */
function overIndex(o: CatalogObject, { index, fits }: { index: CatalogObject; fits: boolean }, asked: Partial<Draft>, ctx: Context): Draft[] {
  if (fits) return [{ sql: usingIndex(o, o.at.names[2]!), what: 'of the index that has its name', ...asked, breaks: [index.at] }];
  const [schema, own] = indexOf(o.at) as [string, string];
  const [temporary, retired] = namesBeside(schema, own, ctx);
  const aside = address('index', [schema, retired]);
  return [
    { ...concurrentIndex(o, [schema, temporary])!, ...asked, what: 'build its index beside the one that has its name' },
    { sql: `ALTER INDEX ${qualified(index.at.names)} RENAME TO ${ident(retired)}`, what: 'the old one aside', makes: [aside], breaks: [index.at] },
    { sql: usingIndex(o, temporary), breaks: [address('index', [schema, temporary])] },
    ...trailing(o, [dropped(aside.names, 'the old one')]),
  ];
}

function usingIndex(o: CatalogObject, index: string): string {
  return `${on(o)} ${addUsingIndex(o, index)}`;
}

function addUsingIndex(o: CatalogObject, index: string): string {
  return `ADD CONSTRAINT ${name(o)} ${type(o) === 'primary key' ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${ident(index)}${deferral(o)}`;
}

/** The unique index a key can be made of; undefined for what only the plain form can do. */
function concurrentIndex(o: CatalogObject, index: readonly string[]): Draft | undefined {
  const form = indexForm(o);
  if (form === undefined) return undefined;
  const tablespace = o.attrs['tablespace'] == null ? '' : ` TABLESPACE ${ident(o.attrs['tablespace'] as string)}`;
  return built(
    `CREATE UNIQUE INDEX CONCURRENTLY ${ident(index[1]!)} ON ${qualified(tableOf(o.at))} ${form.columns}${form.includes}${form.nulls}${withOptions(o.attrs['options'])}${tablespace}`,
    index,
    'build its index',
  );
}

/** A key that nothing leans on is replaced without a moment in which it is missing. */
function rebuild(d: Difference, ctx: Context): Outcome {
  if (!ctx.online || !hasIndex(d.to) || type(d.from) !== type(d.to) || !ctx.existed(d.to.within!) || isPartitioned(d.to.within!, ctx.desired)) return 'replace';
  if (d.to.attrs['inherited'] != null || leanedOn(keyOf(d.to.at), ctx.current)) return 'replace';
  const temporary = nameBeside(d.to.at.names[0]!, d.to.at.names[2]!, ctx);
  const index = concurrentIndex(d.to, [d.to.at.names[0]!, temporary]);
  if (index === undefined) return 'replace';
  const check = violations(d.to, ctx);
  const comment = d.to.attrs['comment'];
  return [
    check === undefined ? index : { ...index, check },
    { sql: `${on(d.to)} DROP CONSTRAINT ${name(d.to)}, ${addUsingIndex(d.to, temporary)}`, what: 'put in place', breaks: [...(index.makes ?? [])] },
    ...extras(d.to),
    ...(comment == null
      ? []
      : [{ sql: `COMMENT ON CONSTRAINT ${name(d.to)} ON ${qualified(tableOf(d.to.at))} IS ${literal(comment as string).trim()}`, what: 'comment' }]),
  ];
}

function validate(o: CatalogObject, ctx: Context): Draft {
  const check = violations(o, ctx);
  return { sql: `${on(o)} VALIDATE CONSTRAINT ${name(o)}`, what: 'validate', commit: 'boundary', timeout: 'build', ...(check === undefined ? {} : { check }) };
}

function extras(o: CatalogObject): Draft[] {
  const out = indexExtras(o, tableOf(o.at), indexOf(o.at));
  if (type(o) === 'exclusion' && o.attrs['tablespace'] != null) out.push(moveIndex(o));
  if (o.attrs['indexComment'] != null) out.push(indexComment(o));
  return out;
}

function moveIndex(o: CatalogObject): Draft {
  return {
    sql: `ALTER INDEX ${qualified(indexOf(o.at))} SET TABLESPACE ${ident((o.attrs['tablespace'] as string | undefined) ?? 'pg_default')}`,
    what: 'tablespace of the index',
  };
}

function indexComment(o: CatalogObject): Draft {
  const text = o.attrs['indexComment'] as string | null | undefined;
  return { sql: `COMMENT ON INDEX ${qualified(indexOf(o.at))} IS ${text == null ? 'NULL' : literal(text).trim()}`, what: 'comment of the index' };
}

function someClustered(table: Address, ctx: Context): boolean {
  return ctx.children(table).some((o) => o.attrs['clustered'] === true);
}

/** The name the server gives the clone of a parent's constraint. */
function derived(o: CatalogObject, number = 0): string {
  const [, table] = o.at.names as [string, string];
  const columns = (o.attrs['columns'] ?? []) as readonly string[];
  if (type(o) === 'primary key') return derivedIndexName(table, 'pkey', columns, number);
  if (type(o) === 'unique') return derivedIndexName(table, 'key', columns, number);
  if (type(o) === 'exclusion') return derivedIndexName(table, 'excl', columns, number);
  return type(o) === 'check' ? o.at.names[2]! : (o.attrs['inherited'] as readonly string[])[2]!;
}

function renamedClone(o: CatalogObject, ctx: Context): Draft | null {
  // A partition made later than its parent's unvalidated check has a valid one.
  if (type(o) === 'check' && o.attrs['inherited'] == null) return null;
  const of = ctx.desired.objects.get(keyOf(address('table constraint', o.attrs['inherited'] as readonly string[])));
  if (type(o) === 'check' && of?.attrs['validated'] === false && o.attrs['validated'] !== false)
    // At once with the parent's: no way leads back to a partition's that is not valid.
    return { sql: `${on(o)} VALIDATE CONSTRAINT ${name(o)}`, what: 'validate', needs: [of.at] };
  const before = [...ctx.current.objects.values()].find(
    (c) =>
      c.at.kind === o.at.kind &&
      ctx.brokenHere(c.at) &&
      !ctx.madeHere(o.within!) &&
      keyOf(address('table', tableOf(c.at))) === keyOf(o.within!) &&
      JSON.stringify(c.attrs['inherited']) === JSON.stringify(o.attrs['inherited']),
  );
  const parent = address('table constraint', o.attrs['inherited'] as readonly string[]);
  const was = before !== undefined && !ctx.madeHere(parent) ? before.at.names[2]! : hasIndex(o) ? nameOfClone(o, ctx, cloning) : derived(o);
  return was === o.at.names[2] ? null : { sql: `${on(o)} RENAME CONSTRAINT ${ident(was)} TO ${name(o)}`, what: 'name of the clone', needs: [o.within!] };
}

/** The rows that would refuse it, where that can be asked before the plan's first write. */
function violations(o: CatalogObject, ctx: Context): Check | undefined {
  const columns = (o.attrs['columns'] ?? []) as readonly string[];
  const text = o.attrs['definition'] as string;
  const table = tableOf(o.at);
  if (!allThere(o.within!, columns, ctx)) return undefined;
  if (type(o) === 'check') return failing(table, text.replace(/ NO INHERIT$/, '').replace(/^CHECK \(([\s\S]*)\)$/, '$1'));
  if (type(o) === 'foreign key' && !/, PERIOD |MATCH FULL/.test(text)) {
    const [to, toColumns] = [o.attrs['references'] as readonly string[], o.attrs['referencedColumns'] as readonly string[]];
    return allThere(address('table', to), toColumns, ctx) ? orphans(table, columns, to, toColumns) : undefined;
  }
  if ((type(o) === 'unique' || type(o) === 'primary key') && !/ WITHOUT OVERLAPS\)/.test(text)) {
    return duplicates(table, columns.map(ident), { nullsEqual: text.startsWith('UNIQUE NULLS NOT DISTINCT') });
  }
  return undefined;
}
