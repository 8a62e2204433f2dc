// Owns triggers of tables, views and foreign tables. Those that enforce constraints are the constraints' own.
import { address, keyOf } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import { afterLeavers, gone } from './partitions/adoptable.ts';
import { clonedFromParent, goesWithParent, isInherited, tablesBelow } from './partitions/inheritance.ts';
import type { CatalogObject, Context, Kind } from './kind.ts';
import { relationKind } from './names/relation-kind.ts';
import { trailing } from './attributes/trailing.ts';
import { firing, parentOf } from './partitions/trigger-clones.ts';
import { joined } from './partitions/leave-and-join.ts';

const table = (o: CatalogObject): string => qualified(o.at.names.slice(0, 2));
const name = (o: CatalogObject): string => ident(o.at.names[2]!);

const redefining = ['definition', 'function', 'constraint'];

export const trigger: Kind = {
  name: 'trigger',
  class: 'pg_trigger',
  rank: 500,
  replaceable: true,
  // A column in UPDATE OF or WHEN cannot change its type under a trigger.
  ridesTypeChange: false,
  portable: ['enabled', 'function', 'constraint'],

  query: () => `
    select t.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.relname, t.tgname) as names, null::json as args,
      json_build_object('kind', ${relationKind('c')}, 'names', json_build_array(n.nspname, c.relname)) as within,
      null::int4 as ordinal, null::text as owner, null::json as acl,
      case when p.oid is not null then json_build_array(json_build_object('kind', 'trigger', 'how', 'auto', 'names', json_build_array(pn.nspname, pc.relname, p.tgname))) end as leans,
      json_build_object(
        'definition', pg_get_triggerdef(t.oid),
        'function', json_build_array(fn.nspname, f.proname),
        'constraint', case when t.tgconstraint <> 0 then true end,
        'enabled', case t.tgenabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' end,
        'inherited', case when p.oid is not null then json_build_array(pn.nspname, pc.relname, p.tgname) end
      ) as attrs
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid and c.relpersistence <> 't'
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}
    join pg_proc f on f.oid = t.tgfoid
    join pg_namespace fn on fn.oid = f.pronamespace
    left join pg_trigger p on p.oid = t.tgparentid
    left join pg_class pc on pc.oid = p.tgrelid
    left join pg_namespace pn on pn.oid = pc.relnamespace
    -- before 15 the copies that partitions get count as internal
    where not t.tgisinternal or (t.tgparentid <> 0 and not exists (select from pg_constraint k where k.oid = t.tgconstraint and k.contype <> 't'))`,

  create(o, ctx) {
    if (!clonedFromParent(o, ctx)) {
      const made = { sql: o.attrs['definition'] as string, takes: namesakesBelow(o, ctx), awaits: afterLeavers(o.within!, ctx) };
      return [made, ...trailing(o, o.attrs['enabled'] == null ? [] : [firing(o)])];
    }
    const parent = ctx.desired.objects.get(keyOf(parentOf(o)));
    return (parent?.attrs['enabled'] ?? null) === (o.attrs['enabled'] ?? null) && o.attrs['enabled'] == null
      ? null
      : { ...firing(o), needs: [o.within!], takes: [joined(o.within!)] };
  },

  drop: (o, ctx) => (goesWithParent(o, ctx) || detached(o, ctx) ? null : { sql: `DROP TRIGGER ${name(o)} ON ${table(o)}`, frees: [gone(o)] }),

  together: [redefining],
  alter: {
    definition(d, ctx) {
      if (isInherited(d.to) && isInherited(d.from)) return d.to.attrs['enabled'] == null ? null : { ...firing(d.to), needs: [parentOf(d.to)] };
      if (ctx.floor < 14 || d.from.attrs['constraint'] === true || d.to.attrs['constraint'] === true || isInherited(d.from)) return 'replace';
      // Made again, it fires as a new one does.
      return [
        { sql: (d.to.attrs['definition'] as string).replace(/^CREATE TRIGGER /, 'CREATE OR REPLACE TRIGGER ') },
        ...(d.to.attrs['enabled'] == null ? [] : [firing(d.to)]),
      ];
    },
    // Where the definition changes too, what it brings says so.
    enabled: (d) => (d.attrs.some((a) => redefining.includes(a)) && d.to.attrs['enabled'] != null ? null : firing(d.to)),
    // Leaving its parent, a table loses the parent's triggers; joining one, it must not have its own by the name.
    inherited: () => 'replace',
  },

  rename: (from, to) => ({ sql: `ALTER TRIGGER ${name(from)} ON ${table(from)} RENAME TO ${ident(to.names[2]!)}` }),
  commentOn: (o) => `TRIGGER ${name(o)} ON ${table(o)}`,
};

/** Slots of partitions' own by its name that go: no copy of it can stand beside one. */
function namesakesBelow(o: CatalogObject, ctx: Context): string[] {
  const likes = tablesBelow(o.within!, ctx.current).flatMap((t) => ctx.current.objects.get(keyOf(address(o.at.kind, [...t.names, o.at.names[2]!]))) ?? []);
  return likes.filter((own) => !isInherited(own) && ctx.brokenHere(own.at)).map(gone);
}

function detached(o: CatalogObject, ctx: Context): boolean {
  return isInherited(o) && ctx.desired.objects.has(keyOf(o.within!));
}
