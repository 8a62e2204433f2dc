// Reads relations and routines out of a catalog, attribute by attribute as the kinds write them.
import { address, keyOf } from '../catalog/address.ts';
import { collect } from '../catalog/collect.ts';
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import { emptyRelation, type Constraint, type Relation, type Routine } from './relation.ts';

const path = (names: readonly string[]): string => JSON.stringify(names);

/** The relation that an index of this name is on, as an index or as what a constraint owns. */
export function indexOwner(before: Catalog, name: string, schemas: readonly string[]): readonly string[] | undefined {
  for (const schema of schemas) {
    const o = before.objects.get(keyOf(address('index', [schema, name])));
    if (o?.within !== undefined) return o.within.names;
  }
  for (const o of before.objects.values()) {
    if (
      o.at.kind === 'table constraint' &&
      o.at.names.at(-1) === name &&
      schemas.includes(o.at.names[0]!) &&
      ['unique', 'primary key', 'exclusion'].includes(String(o.attrs['type']))
    )
      return o.at.names.slice(0, 2);
  }
  return undefined;
}

/** The names of tables by the names of what they reference, are partitions of, inherit from, and of the type they are made of. */
export interface Naming {
  readonly references: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly partitionOf: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly inherits: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly ofType: ReadonlyMap<string, readonly (readonly string[])[]>;
}

export function naming(before: Catalog | null): Naming {
  const references = new Map<string, (readonly string[])[]>();
  const partitionOf = new Map<string, (readonly string[])[]>();
  const inherits = new Map<string, (readonly string[])[]>();
  const ofType = new Map<string, (readonly string[])[]>();
  for (const o of before?.objects.values() ?? []) {
    const [referenced, whole, type] = [o.attrs['references'], o.attrs['partitionOf'], o.attrs['ofType']];
    if (Array.isArray(referenced) && o.within?.kind === 'table') collect(references, path(referenced as string[]), o.within.names);
    if (Array.isArray(whole) && o.at.kind === 'table') collect(partitionOf, path(whole as string[]), o.at.names);
    for (const parent of parentsOf(o)) collect(inherits, path(parent), o.at.names);
    if (Array.isArray(type) && o.at.kind === 'table') collect(ofType, path(type as string[]), o.at.names);
  }
  return { references, partitionOf, inherits, ofType };
}

export function byRoutineName(before: Catalog | null): Map<string, CatalogObject[]> {
  const by = new Map<string, CatalogObject[]>();
  for (const o of before?.objects.values() ?? []) {
    if (o.at.kind !== 'function' && o.at.kind !== 'procedure' && o.at.kind !== 'aggregate') continue;
    const list = by.get(path(o.at.names));
    if (list === undefined) by.set(path(o.at.names), [o]);
    else list.push(o);
  }
  return by;
}

export function routineOf(o: CatalogObject): Routine {
  const args = Array.isArray(o.attrs['arguments']) ? (o.attrs['arguments'] as readonly { name?: string; mode?: string; default?: string }[]) : [];
  const settings = o.attrs['settings'];
  return {
    names: o.at.names,
    args: o.at.args,
    key: keyOf(o.at),
    made: false,
    volatility:
      o.attrs['volatility'] === 'IMMUTABLE' || o.attrs['volatility'] === 'STABLE'
        ? o.attrs['volatility']
        : o.at.kind === 'aggregate'
          ? 'IMMUTABLE'
          : 'VOLATILE',
    strict: o.attrs['strict'] === true,
    securityDefiner: o.attrs['securityDefiner'] === true,
    settings: settings !== null && typeof settings === 'object' ? Object.keys(settings) : [],
    result: typeof o.attrs['result'] === 'string' ? o.attrs['result'] : undefined,
    argumentNames: args.filter((a) => a.mode !== 'OUT' && a.mode !== 'TABLE').map((a) => a.name ?? ''),
    defaults: args.filter((a) => a.default !== undefined).length,
  };
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []);

/** By INHERITS. */
export function isChildOf(child: CatalogObject, of: CatalogObject): boolean {
  return parentsOf(child).some((names) => path(names) === path(of.at.names));
}

function parentsOf(o: CatalogObject): readonly (readonly string[])[] {
  const parents = o.attrs['inherits'];
  return Array.isArray(parents) ? (parents as readonly (readonly string[])[]) : [];
}

export function relationOf(o: CatalogObject, within: (o: CatalogObject) => readonly CatalogObject[]): Relation {
  const r = emptyRelation(o.at.names, o.at.kind, true, false);
  const a = o.attrs;
  r.rowSecurity = a['rowSecurity'] === true;
  r.partitioned = a['partitionBy'] != null;
  r.unlogged = a['unlogged'] === true;
  r.accessMethod = typeof a['accessMethod'] === 'string' ? a['accessMethod'] : 'heap';
  if (Array.isArray(a['partitionOf'])) {
    r.partitionOf = path(texts(a['partitionOf']));
    r.isDefaultPartition = a['bound'] === 'DEFAULT';
  }
  if (Array.isArray(a['ofType'])) r.ofType = path(texts(a['ofType']));
  if (a['options'] !== null && typeof a['options'] === 'object') for (const [k, v] of Object.entries(a['options'])) r.options.set(k, String(v));
  if (Array.isArray(a['columns'])) r.outputs = a['columns'] as readonly { name: string; type?: string }[];
  if (typeof a['type'] === 'string') r.sequenceType = a['type'];
  const children = within(o);
  for (const c of children) {
    const name = c.at.names.at(-1)!;
    if (c.at.kind === 'table column' || c.at.kind === 'foreign table column') {
      const generated = c.attrs['generated'] as { as?: string } | null | undefined;
      r.columns.set(name, {
        type: String(c.attrs['type']),
        collation: Array.isArray(c.attrs['collation']) ? String(c.attrs['collation'].at(-1)) : null,
        notNull: false,
        notNullValid: true,
        hasDefault: false,
        generated: generated == null ? undefined : generated.as === 'virtual' ? 'virtual' : 'stored',
        identity: c.attrs['identity'] != null,
      });
    } else if (c.at.kind === 'policy') {
      r.policies.set(name, c.attrs['permissive'] !== false && c.attrs['restrictive'] !== true);
    } else if (c.at.kind === 'index') {
      r.indexes.set(name, {
        names: c.at.names,
        table: path(r.names),
        unique: c.attrs['unique'] === true,
        // without what it only includes
        columns: Array.isArray(c.attrs['columns'])
          ? (c.attrs['columns'] as (string | null)[]).slice(0, Array.isArray(c.attrs['keys']) ? c.attrs['keys'].length : undefined)
          : undefined,
        partial: c.attrs['predicate'] != null,
        identity: c.attrs['replicaIdentity'] === true,
        valid: c.attrs['valid'] !== false,
        made: false,
      });
    } else if (c.at.kind === 'table constraint') {
      const type = String(c.attrs['type']) as Constraint['type'];
      const columns = texts(c.attrs['columns']);
      r.constraints.set(name, {
        type,
        columns,
        validated: c.attrs['validated'] !== false,
        enforced: c.attrs['enforced'] !== false,
        proves: type === 'check' ? provenIn(String(c.attrs['definition']), columns) : [],
        references: Array.isArray(c.attrs['references']) ? texts(c.attrs['references']) : undefined,
        referencedColumns: Array.isArray(c.attrs['referencedColumns']) ? texts(c.attrs['referencedColumns']) : undefined,
        onDelete: typeof c.attrs['onDelete'] === 'string' ? c.attrs['onDelete'] : undefined,
        inherited: Array.isArray(c.attrs['inherited']) ? texts(c.attrs['inherited']) : undefined,
      });
      if (type === 'unique' || type === 'primary key' || type === 'exclusion')
        r.indexes.set(name, {
          names: [r.names[0]!, name],
          table: path(r.names),
          unique: type !== 'exclusion',
          columns,
          partial: false,
          constraint: name,
          identity: c.attrs['replicaIdentity'] === true,
          valid: true,
          made: false,
        });
    }
  }
  for (const column of children.filter((c) => c.at.kind === 'table column')) {
    const into = r.columns.get(column.at.names.at(-1)!)!;
    for (const c of within(column)) {
      if (c.at.kind === 'default value') into.hasDefault = true;
      if (c.at.kind === 'not null') {
        into.notNull = true;
        into.notNullValid = c.attrs['validated'] !== false;
        into.notNullName = typeof c.attrs['name'] === 'string' ? c.attrs['name'] : `${r.names.at(-1)!}_${column.at.names.at(-1)!}_not_null`;
      }
    }
  }
  return r;
}

/** Columns that a printed CHECK proves to hold no NULL: `x IS NOT NULL`, alone or as a member of a conjunction at the top. */
function provenIn(definition: string, columns: readonly string[]): string[] {
  const body = definition.replace(/^CHECK\s*/, '').replace(/ NO INHERIT$/, '');
  const tests = conjuncts(body)
    .map((c) => /^(?:"((?:[^"]|"")+)"|([^\s"()]+)) IS NOT NULL$/.exec(c))
    .filter((m) => m !== null);
  const proven = tests.map((m) => (m[1] === undefined ? m[2]! : m[1].replaceAll('""', '"')));
  return columns.filter((c) => proven.includes(c));
}

function conjuncts(text: string): string[] {
  let bare = text.trim();
  while (bare.startsWith('(') && closes(bare)) bare = bare.slice(1, -1).trim();
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const m of bare.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|\bAND\b|\bOR\b/g)) {
    if (m[0] === '(') depth++;
    else if (m[0] === ')') depth--;
    else if (depth === 0 && m[0] === 'OR') return [bare];
    else if (depth === 0 && m[0] === 'AND') {
      parts.push(bare.slice(from, m.index));
      from = m.index + 3;
    }
  }
  if (parts.length === 0) return [bare];
  return [...parts, bare.slice(from)].flatMap(conjuncts);
}

/** True when the parenthesis that opens the text closes at its end. */
function closes(text: string): boolean {
  let depth = 0;
  for (const m of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/g)) {
    if (m[0] === '(') depth++;
    else if (m[0] === ')' && --depth === 0) return m.index === text.length - 1;
  }
  return false;
}
