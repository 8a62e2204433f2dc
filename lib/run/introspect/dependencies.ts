// Owns what pg_depend says, read once and joined here. An endpoint that no kind models is followed to what stands for it:
// a rule of a view to the view, a row type to its table, the index of a constraint to the constraint.
import { compareText, keyOf, type Key } from '../../catalog/address.ts';
import { collect } from '../../catalog/collect.ts';
import type { CatalogObject, Edge } from '../../catalog/catalog.ts';

/** "class/objid/objsubid" */
export type Id = string;
/** "class/objid": an object with all its columns. */
export type Node = string;

export function nodeOf(id: Id): Node {
  return id.slice(0, id.lastIndexOf('/'));
}

export function idOf(className: string, objid: string, subid: number): Id {
  return `${className}/${objid}/${subid}`;
}

interface Dependency {
  readonly to: Id;
  /** pg_depend.deptype */
  readonly type: string;
}

/** In which order the ways out of an unmodelled object are tried. */
const ways = 'iPSe';

const asLines = `string_agg(classid::regclass::text || '/' || objid || '/' || objsubid || ' ' || deptype::text || ' ' ||
  refclassid::regclass::text || '/' || refobjid || '/' || refobjsubid, chr(10)) as line`;

export class Dependencies {
  private readonly lifted = new Map<Id, Key | undefined>();
  private edges: ReadonlyMap<Node, readonly { readonly to: Node; readonly type: string }[]> | undefined;
  private constructor(
    readonly of: ReadonlyMap<Id, readonly Dependency[]>,
    /** What the server said, by catalog. */
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  /** Rows of `line`. `limit`: a condition on an OID column. */
  static query(limit: (column: string) => string): string {
    return `select ${asLines} from pg_depend where objid >= 16384 and ${limit('objid')} group by classid`;
  }

  /** The same rows, of these and of what they are parts of. */
  static upwards(ids: readonly string[]): string {
    return `
      with recursive up as (select * from pg_depend where objid = any ('{${ids.join()}}'::oid[])
        union select d.* from up join pg_depend d on d.classid = up.refclassid and d.objid = up.refobjid where up.deptype not in ('n', 'x'))
      select ${asLines} from up where objid >= 16384 group by classid`;
  }

  static of(rows: readonly { line: string | null }[]): Dependencies {
    const of = new Map<Id, Dependency[]>();
    for (const { line } of rows) {
      for (const entry of (line ?? '').split('\n')) {
        const [from, type, to] = entry.split(' ') as [string, string, string];
        const list = of.get(from);
        if (list === undefined) of.set(from, [{ to, type }]);
        else list.push({ to, type });
      }
    }
    return new Dependencies(of, new Map(rows.map(({ line }) => [classOf(line ?? ''), line ?? ''])));
  }

  /** Both ends of every dependency that came or went. Undefined where one that came or went is of an extension. */
  changesSince(before: Dependencies): { from: Node; to: Node }[] | undefined {
    const out: { from: Node; to: Node }[] = [];
    for (const of of new Set([...before.texts.keys(), ...this.texts.keys()])) {
      const [was, is] = [before.texts.get(of) ?? '', this.texts.get(of) ?? ''];
      if (was === is) continue;
      const [old, now] = [new Set(was.split('\n')), new Set(is.split('\n'))];
      for (const line of [...[...old].filter((l) => !now.has(l)), ...[...now].filter((l) => !old.has(l))]) {
        if (line === '') continue;
        const [from, type, to] = line.split(' ') as [Id, string, Id];
        if (type === 'e') return undefined;
        out.push({ from: nodeOf(from), to: nodeOf(to) });
      }
    }
    return out;
  }

  /** Per object: what leans on it. */
  leaning(): ReadonlyMap<Node, readonly Node[]> {
    const out = new Map<Node, Node[]>();
    for (const [from, list] of this.nodes()) for (const { to } of list) collect(out, to, from);
    return out;
  }

  leansOn(node: Node): Node[] {
    return (this.nodes().get(node) ?? []).map((d) => d.to);
  }

  /** What shows it as a part of itself: the view of a rule, the table of a row type, the column of a generation expression. */
  standsFor(node: Node): Node[] {
    const shown = node.startsWith('pg_attrdef/') ? 'iPSa' : 'iPS';
    return (this.nodes().get(node) ?? []).filter((d) => shown.includes(d.type)).map((d) => d.to);
  }

  private nodes(): ReadonlyMap<Node, readonly { readonly to: Node; readonly type: string }[]> {
    if (this.edges !== undefined) return this.edges;
    const out = new Map<Node, { to: Node; type: string }[]>();
    for (const [id, list] of this.of) for (const { to, type } of list) collect(out, nodeOf(id), { to: nodeOf(to), type });
    return (this.edges = out);
  }

  isMember(className: string, objid: string): boolean {
    return (this.of.get(idOf(className, objid, 0)) ?? []).some((d) => d.type === 'e');
  }

  /** It belongs to something that an extension brought: the row type of its table, an index of it. */
  isMemberWithin(className: string, objid: string): boolean {
    const seen = new Set<Id>();
    const queue = [idOf(className, objid, 0)];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      for (const d of this.of.get(id) ?? []) {
        if (d.type === 'e') return true;
        if (d.type !== 'n' && d.type !== 'x') queue.push(whole(d.to));
      }
    }
    return false;
  }

  /** The modelled object an id stands for. */
  lift(id: Id, modelled: ReadonlyMap<Id, Key>): Key | undefined {
    if (this.lifted.has(id)) return this.lifted.get(id);
    this.lifted.set(id, undefined);
    const key = modelled.get(id) ?? this.climb(id, modelled);
    this.lifted.set(id, key);
    return key;
  }

  private climb(id: Id, modelled: ReadonlyMap<Id, Key>): Key | undefined {
    const own = this.of.get(id) ?? [];
    for (const way of id.startsWith('pg_attrdef/') ? `${ways}a` : ways) {
      for (const d of own) {
        if (d.type !== way) continue;
        const key = this.lift(d.to, modelled);
        if (key !== undefined) return key;
      }
    }
    const object = whole(id);
    return object === id ? undefined : this.lift(object, modelled);
  }
}

function classOf(id: Id): string {
  return id.slice(0, id.indexOf('/'));
}

function whole(id: Id): Id {
  return `${id.slice(0, id.lastIndexOf('/'))}/0`;
}

/** What a kind's own query says beyond pg_depend. */
export interface Lean {
  readonly from: Key;
  readonly to: Key;
  readonly how: 'needs' | 'auto' | 'owned' | 'soft';
}

/** All edges between modelled objects, each once, in a stable order. */
export function edgesOf(objects: ReadonlyMap<Key, CatalogObject>, modelled: ReadonlyMap<Id, Key>, dependencies: Dependencies, leans: readonly Lean[]): Edge[] {
  const how = new Map<Key, Map<Key, Set<Edge['how']>>>();
  const put = (from: Key | undefined, to: Key | undefined, as: Edge['how']): void => {
    if (from === undefined || to === undefined || from === to || !objects.has(from) || !objects.has(to)) return;
    let tos = how.get(from);
    if (tos === undefined) how.set(from, (tos = new Map()));
    const set = tos.get(to);
    if (set === undefined) tos.set(to, new Set([as]));
    else set.add(as);
  };
  for (const [key, o] of objects) if (o.within !== undefined) put(key, keyOf(o.within), 'within');
  for (const [from, list] of dependencies.of) {
    const key = dependencies.lift(from, modelled);
    // Copies that a server keeps for partitions (a foreign key has one for each that it points at) say nothing of the original.
    if (key === undefined || (!modelled.has(from) && list.some((d) => 'iPS'.includes(d.type) && classOf(d.to) === classOf(from)))) continue;
    for (const d of list) {
      put(key, dependencies.lift(d.to, modelled), d.type === 'n' || d.type === 'e' ? 'needs' : 'auto');
    }
  }
  for (const { from, to, how: as } of leans) put(from, to, as);

  const edges: Edge[] = [];
  for (const [from, tos] of how) {
    for (const [to, set] of tos) {
      if (set.has('within')) edges.push({ from, to, how: 'within' });
      if (set.has('needs')) edges.push({ from, to, how: 'needs' });
      else if (set.has('owned') && !set.has('within')) edges.push({ from, to, how: 'owned' });
      else if (set.has('auto') && !set.has('within')) edges.push({ from, to, how: 'auto' });
      else if (set.has('soft') && !set.has('within')) edges.push({ from, to, how: 'soft' });
    }
  }
  return soften(edges, objects).sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.how, b.how));
}

/**
 * An object that dies with another one, but is needed by what lives in that one, comes first and is bound afterwards
 * (a sequence that a column owns and whose default uses it): its edge must not order the build.
 */
function soften(edges: readonly Edge[], objects: ReadonlyMap<Key, CatalogObject>): Edge[] {
  const needed = new Map<Key, Key[]>();
  for (const e of edges) if (e.how === 'needs') collect(needed, e.to, e.from);
  const livesIn = (key: Key, home: Key): boolean => {
    for (let o = objects.get(key); o?.within !== undefined; o = objects.get(keyOf(o.within))) if (keyOf(o.within) === home) return true;
    return false;
  };
  return edges.map((e) =>
    e.how === 'auto' && !livesIn(e.from, e.to) && (needed.get(e.from) ?? []).some((k) => livesIn(k, e.to)) ? { ...e, how: 'owned' } : e,
  );
}
