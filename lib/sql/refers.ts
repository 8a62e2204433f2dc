// Every name in a statement, read from its tree, or from a body that has none.
import { walk, type Ast } from './engine.ts';
import { kindOf, namesOf, stringsOf } from './names.ts';

/** Something named in a statement. `names` outermost first, as written: unqualified names stay so. */
export interface Reference {
  readonly as: 'relation' | 'function' | 'type' | 'schema' | 'operator' | 'collation' | 'role' | 'extension' | 'other';
  readonly names: readonly string[];
}

/** Relations the statement names, in order, without names of its own WITH queries. */
export function relationsOf(node: Ast): string[][] {
  return refersTo(node)
    .filter((r) => r.as === 'relation')
    .map((r) => [...r.names]);
}

/** Every name in the tree, the created one included. Bodies of functions are not entered. */
export function refersTo(node: Ast): Reference[] {
  const found = new Map<string, Reference>();
  const local = new Set<string>();
  const add = (as: Reference['as'], names: readonly string[]): void => {
    if (names.length === 0 || names[0] === 'pg_catalog') return;
    const key = JSON.stringify([as, names]);
    if (!found.has(key)) found.set(key, { as, names });
  };
  walk(node, (b) => {
    if (typeof b.ctename === 'string') local.add(b.ctename);
    if (typeof b.relname === 'string') add('relation', namesOf(b));
    if (b.FuncCall !== undefined) {
      const names = stringsOf(b.FuncCall.funcname);
      add('function', names);
      const first = b.FuncCall.args?.[0];
      const text = first?.A_Const?.sval?.sval ?? first?.TypeCast?.arg?.A_Const?.sval?.sval;
      if (typeof text === 'string' && ['nextval', 'currval', 'setval', 'to_regclass'].includes(names.at(-1) ?? '')) add('relation', dotted(text));
    }
    if (b.TypeCast !== undefined && stringsOf(b.TypeCast.typeName?.names).at(-1)?.startsWith('reg') === true) {
      const text = b.TypeCast.arg?.A_Const?.sval?.sval;
      if (typeof text === 'string')
        add(stringsOf(b.TypeCast.typeName.names).at(-1) === 'regclass' ? 'relation' : 'function', dotted(text.replace(/\(.*$/s, '')));
    }
    if (Array.isArray(b.names) && (b.typemod !== undefined || b.typmods !== undefined)) {
      const names = stringsOf(b.names);
      if (b.pct_type === true) add('relation', names.slice(0, -1));
      else add('type', names);
    }
    if (b.A_Expr !== undefined) add('operator', stringsOf(b.A_Expr.name));
    if (b.CollateClause !== undefined) add('collation', stringsOf(b.CollateClause.collname));
    if (b.collClause !== undefined) add('collation', stringsOf(b.collClause.collname));
    if (Array.isArray(b.objname)) add('function', stringsOf(b.objname));
    if (Array.isArray(b.funcname) && b.funcname.length > 0 && b.parameters === undefined && b.returnType === undefined) add('function', stringsOf(b.funcname));
    if (typeof b.rolename === 'string') add('role', [b.rolename]);
    if (typeof b.fdwname === 'string') add('other', [b.fdwname]);
    if (typeof b.servername === 'string') add('other', [b.servername]);
    if (b.DefElem !== undefined && b.DefElem.defname === 'owned_by') {
      const names = stringsOf(b.DefElem.arg);
      if (names.length > 1) add('relation', names.slice(0, -1));
    }
    if (b.PartitionElem !== undefined && b.PartitionElem.opclass !== undefined) add('other', stringsOf(b.PartitionElem.opclass));
  });
  const tag = Object.keys(node)[0] ?? '';
  const body = node[tag] ?? {};
  if (body.object !== undefined || tag === 'DropStmt') {
    const kind = kindOf(body.objtype ?? body.objectType ?? body.removeType ?? body.renameType ?? '');
    for (const one of tag === 'DropStmt' ? (body.objects as Ast[]) : [body.object]) {
      const names = stringsOf(one);
      const inner = ['table column', 'table constraint', 'trigger', 'policy', 'rule'].includes(kind);
      add(
        inner || ['table', 'view', 'materialized view', 'index', 'sequence', 'foreign table'].includes(kind)
          ? 'relation'
          : kind === 'schema'
            ? 'schema'
            : kind === 'type' || kind === 'domain'
              ? 'type'
              : 'other',
        inner ? names.slice(0, -1) : names,
      );
    }
  }
  if (body.typeName !== undefined && Array.isArray(body.typeName)) add('type', stringsOf(body.typeName));
  return [...found.values()].filter((r) => !(r.as === 'relation' && r.names.length === 1 && local.has(r.names[0]!)));
}

function dotted(text: string): string[] {
  return [...text.matchAll(/"((?:[^"]|"")+)"|([^."\s]+)/g)].map((m) => (m[1] !== undefined ? m[1].replaceAll('""', '"') : m[2]!.toLowerCase()));
}

/** `a`, `a.b`, `"A".b` in a text of any language, without its strings and comments. */
export function identifiers(text: string): string[][] {
  const bare = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const seen = new Map<string, string[]>();
  const part = String.raw`(?:"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
  for (const m of bare.matchAll(new RegExp(String.raw`'(?:[^']|'')*'|${part}(?:\s*\.\s*${part})*`, 'g'))) {
    // a string may hold dynamic SQL: its words are mentions too
    if (m[0].startsWith("'")) for (const inner of m[0].matchAll(new RegExp(`${part}(?:\\.${part})*`, 'g'))) seen.set(inner[0], dotted(inner[0]));
    else seen.set(m[0], dotted(m[0]));
  }
  return [...seen.values()];
}
