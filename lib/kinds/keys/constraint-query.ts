// Reads constraints of tables, with the index behind them.
import { printedOptions } from './index-parts.ts';
import { optionsJson } from '../attributes/reloptions.ts';

export const constraintQuery = (server: number): string => `
    select k.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.relname, k.conname) as names, null::json as args,
      json_build_object('kind', case when c.relkind = 'f' then 'foreign table' else 'table' end, 'names', json_build_array(n.nspname, c.relname)) as within,
      null::int4 as ordinal, null::text as owner, null::json as acl,
      case when k.contype in ('p', 'u', 'x') then (
        select json_agg(l.lean) from (
          select json_build_object('kind', 'not null', 'names', json_build_array(n.nspname, c.relname, a.attname)) as lean
          from pg_attribute a where (k.contype = 'p' or x.indisreplident) and a.attrelid = c.oid and a.attnum = any(k.conkey)
          -- a primary key that is a part of its parent's UNIQUE, or the other way: it was there before that was
          union all select json_build_object('kind', 'table constraint', 'how', 'owned', 'names', json_build_array(pn.nspname, pc.relname, p.conname))
          where p.contype <> k.contype) as l)
      when k.contype = 'c' and k.coninhcount > 0 then (
        select json_agg(json_build_object('kind', 'table constraint', 'how', case when k.conislocal then 'soft' else 'auto' end, 'names', json_build_array(hn.nspname, hc.relname, k.conname)))
        from pg_inherits h join pg_class hc on hc.oid = h.inhparent join pg_namespace hn on hn.oid = hc.relnamespace
        where h.inhrelid = c.oid and exists (select from pg_constraint hk where hk.conrelid = hc.oid and hk.conname = k.conname)) end as leans,
      case when k.contype = 'c' and not c.relispartition and k.coninhcount > 0 then case when k.conislocal then 'merged' else 'inherited' end end as bond,
      json_build_object(
        'type', case k.contype when 'p' then 'primary key' when 'u' then 'unique' when 'f' then 'foreign key' when 'c' then 'check' else 'exclusion' end,
        'definition', case when k.contype = 'x' then replace(left(t.text, length(t.text) - length(t.predicate)), ${printedOptions}, '') else t.text end,
        'predicate', nullif(t.predicate, ''),
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
        'options', ${optionsJson('i.reloptions')},
        'tablespace', (select s.spcname from pg_tablespace s where s.oid = i.reltablespace),
        'clustered', case when x.indisclustered then true end,
        'replicaIdentity', case when x.indisreplident then true end,
        'indexComment', case when x.indexrelid is not null then obj_description(x.indexrelid, 'pg_class') end,
        -- ONLY the partitioned table has it so far
        'valid', case when not x.indisvalid then false end,
        'partOf', case when i.relispartition and k.conparentid = 0 then (
          select json_build_array(wn.nspname, w.relname) from pg_inherits h join pg_class w on w.oid = h.inhparent join pg_namespace wn on wn.oid = w.relnamespace where h.inhrelid = i.oid) end,
        -- the names of the columns of its index, INCLUDE and expressions too, from which the name of a clone is made
        '~labels', case when i.relispartition or i.relkind = 'I' then (select json_agg(ia.attname order by ia.attnum) from pg_attribute ia where ia.attrelid = i.oid) end,
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
    cross join lateral (select
      regexp_replace(regexp_replace(pg_get_constraintdef(k.oid), '( NOT VALID| NOT ENFORCED)$', ''), '( DEFERRABLE)?( INITIALLY DEFERRED)?$', '') as text,
      -- what comes after the options
      coalesce(' WHERE (' || pg_get_expr(x.indpred, c.oid) || ')', '') as predicate) as t
    where k.contype in ('p', 'u', 'f', 'c', 'x')
      -- one more row per partition of the table that a foreign key points at: the server's own
      and p.conrelid is distinct from k.conrelid`;

function action(letter: string): string {
  return `case ${letter} when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' else 'set default' end`;
}
