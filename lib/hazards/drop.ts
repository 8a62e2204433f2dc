// Recognises DROP of anything.
import type { CatalogObject } from '../catalog/catalog.ts';
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { kindOf, namesOf, stringsOf, typeText } from '../sql/names.ts';
import { dropIndex } from './drop-index.ts';
import { dropTable, type One } from './drop-table.ts';
import { isAbsent } from './absent-objects.ts';
import { called, found, type Asked, type Details, type OperationId, type Recogniser } from './found.ts';
import type { Relation } from './relation.ts';
import { routineOf } from './routine.ts';

/** Kinds whose own end a script is followed to. */
const followed = new Set(
  'table,table column,default value,table constraint,index,view,materialized view,trigger,policy,rule,domain constraint,function,procedure'.split(','),
);

/** Kinds whose own end is not seen: whether they are still there is not known. */
const unfollowed = new Set(['cast', 'transform']);

/** What refuses a DROP that does not say CASCADE, besides what the same statement drops. */
function held(kinds: readonly string[], names: readonly string[], args: readonly string[], body: Ast, { state }: Asked): Details {
  const dropped = new Set(((body.objects ?? []) as Ast[]).map((o) => stringsOf(o.ObjectWithArgs?.objname ?? o).at(-1)));
  // By the name that the catalog knows it by: what lives in it does not hold it.
  const own = (kinds.map((kind) => state.object(kind, names)).find((o) => o !== undefined)?.at.names ?? names).join('.');
  const holding = kinds
    .flatMap((kind) => state.dependents(kind, names, args, 'hard'))
    .filter((o) => followed.has(o.at.kind) && !dropped.has(o.at.names.at(-1)) && !dropped.has(o.within?.names.at(-1)) && o.within?.names.join('.') !== own);
  if (holding.length === 0) return {};
  const list = [...new Set(holding.map((o) => `${o.at.kind} ${plainName(o.at.names)}`))].slice(0, 3).join(', ');
  return { plus: ['FAIL_CERTAIN'], slots: { because: `${list} lean${holding.length === 1 ? 's' : ''} on it`, sqlstate: '2BP01' } };
}

const view =
  (kind: 'view' | 'materialized view'): One =>
  (names, _node, cascade, body, asked) => {
    const rel = asked.state.relation(names);
    if (rel.kind === 'unknown') rel.kind = kind;
    const slots = { name: plainName(rel.names) };
    if (cascade) return [found('drop-view-cascade', called(rel), { target: rel, slots })];
    const kept = held([kind], rel.names, [], body, asked);
    return [found(kind === 'view' ? 'drop-view' : 'drop-matview', called(rel), { target: rel, ...kept, slots: { ...slots, ...kept.slots } })];
  };

/** The tables that lose something when what leans on an object goes with it. */
function tablesOf(leaning: readonly CatalogObject[], { state }: Asked): Relation[] {
  const names = leaning
    .map((o) => (o.at.kind === 'index' ? o.within?.names : o.at.names.length > 2 ? o.at.names.slice(0, 2) : o.within?.names))
    .filter((n) => n !== undefined);
  return [...new Set(names.map((n) => JSON.stringify(n)))].map((n) => state.relation(JSON.parse(n) as string[]));
}

const sequence: One = (names, _node, cascade, body, asked) => {
  const rel = asked.state.relation(names);
  if (rel.kind === 'unknown') rel.kind = 'sequence';
  const kept = cascade ? {} : held(['sequence'], rel.names, [], body, asked);
  return [
    found(cascade ? 'drop-sequence-cascade' : 'drop-sequence', called(rel), {
      target: rel,
      others: cascade ? tablesOf(asked.state.dependents('sequence', rel.names), asked) : [],
      ...kept,
      slots: { name: plainName(rel.names), ...kept.slots },
    }),
  ];
};

const schema: One = (names, _node, cascade, _body, asked) => {
  const name = names[0]!;
  const d = { fresh: asked.state.made('schema', names), slots: { name: plainName(names) } };
  const empty = asked.state.schemaIsEmpty(name);
  if (cascade && empty !== true) return [found('drop-schema-cascade', `schema ${plainName(names)}`, { ...d, lock: 'ACCESS EXCLUSIVE' })];
  return [
    found('drop-schema', `schema ${plainName(names)}`, {
      ...d,
      ...(empty === false ? { plus: ['FAIL_CERTAIN'] as const, slots: { ...d.slots, because: 'it is not empty', sqlstate: '2BP01' } } : {}),
    }),
  ];
};

const type: One = (names, node, cascade, body, asked) => {
  const { state } = asked;
  const isDomain = body.removeType === 'OBJECT_DOMAIN' || state.domain(names) !== undefined;
  const kind = isDomain ? 'domain' : (state.typeKind(names) ?? 'type');
  const full = state.resolve(names, 'type');
  const object = `${isDomain ? 'domain' : 'type'} ${plainName(full)}`;
  void node;
  const fresh = [kind, 'type', 'enum', 'composite', 'range', 'domain'].some((k) => state.made(k, names));
  const uses = ['enum', 'composite', 'range', 'domain', 'type', `${kind} type`]
    .flatMap((k) => state.dependents(k, full))
    .filter((o) => !unfollowed.has(o.at.kind));
  const columns = uses.filter((o) => o.at.kind === 'table column');
  const d = {
    fresh,
    slots: {
      name: plainName(full),
      because: `${uses
        .slice(0, 3)
        .map((o) => `${o.at.kind} ${plainName(o.at.names)}`)
        .join(', ')} use${uses.length === 1 ? 's' : ''} it`,
      sqlstate: '2BP01',
    },
    others: columns.map((o) => state.relation(o.at.names.slice(0, 2))),
  };
  if (cascade && (uses.length > 0 || !state.hasCatalog)) return [found(isDomain ? 'drop-domain-cascade' : 'drop-type-cascade', object, d)];
  if (uses.length > 0 && !fresh) return [found('drop-type-used', object, { ...d, others: [] })];
  return [found('drop-type-unused', object, { ...d, others: [] })];
};

const routine: One = (names, node, cascade, body, asked) => {
  const o = node.ObjectWithArgs;
  const args = o.args_unspecified === true ? undefined : ((o.objargs ?? []) as Ast[]).map((a) => (a.TypeName === undefined ? '' : typeText(a.TypeName)));
  const existing = routineOf(names, args, asked);
  const kept = cascade || existing === undefined ? {} : held(['function', 'procedure', 'aggregate'], existing.names, existing.args, body, asked);
  const text = `${plainName(names)}${args === undefined ? '' : `(${args.join(', ')})`}`;
  return [
    found(cascade ? 'drop-function-cascade' : 'drop-function', `function ${text}`, {
      fresh: existing?.made === true,
      others:
        cascade && existing !== undefined
          ? tablesOf(
              ['function', 'procedure'].flatMap((k) => asked.state.dependents(k, existing.names, existing.args)),
              asked,
            )
          : [],
      ...kept,
      slots: { name: text, ...kept.slots },
    }),
  ];
};

const onTable =
  (op: OperationId, kind: string): One =>
  (names, _node, _cascade, _body, asked) => {
    const rel = asked.state.relation(names.slice(0, -1));
    return [found(op, `${kind} ${plainName(names.slice(-1))} on ${plainName(rel.names)}`, { target: rel, slots: { name: plainName(names.slice(-1)) } })];
  };

const other: One = (names, node, cascade, body, asked) => {
  const kind = kindOf(body.removeType);
  const shown = names.length > 0 ? plainName(names) : stringsOf(node).join(' ');
  const fresh = asked.state.made(kind, names);
  return [found(cascade ? 'drop-other-cascade' : 'drop-other', `${kind} ${shown}`, { fresh, slots: { name: shown } })];
};

const drops: Record<string, One> = {
  OBJECT_TABLE: dropTable,
  OBJECT_VIEW: view('view'),
  OBJECT_MATVIEW: view('materialized view'),
  OBJECT_INDEX: dropIndex,
  OBJECT_SEQUENCE: sequence,
  OBJECT_SCHEMA: schema,
  OBJECT_TYPE: type,
  OBJECT_DOMAIN: type,
  OBJECT_FUNCTION: routine,
  OBJECT_PROCEDURE: routine,
  OBJECT_ROUTINE: routine,
  OBJECT_AGGREGATE: routine,
  OBJECT_TRIGGER: onTable('drop-trigger', 'trigger'),
  OBJECT_RULE: onTable('drop-rule', 'rule'),
  OBJECT_POLICY: onTable('drop-policy', 'policy'),
  OBJECT_EXTENSION: (names, _n, cascade, _b, { state }) => [
    found(cascade ? 'drop-extension-cascade' : 'drop-extension', `extension ${plainName(names)}`, {
      fresh: state.made('extension', names),
      slots: { name: plainName(names) },
    }),
  ],
  OBJECT_PUBLICATION: (names) => [found('alter-publication-drop-table', `publication ${plainName(names)}`, { lock: 'SHARE UPDATE EXCLUSIVE' })],
  OBJECT_STATISTIC_EXT: (names, _n, _c, _b, { state }) => {
    const on = state.object('statistics object', state.resolve(names))?.within;
    return [found('drop-statistics', `statistics object ${plainName(names)}`, { target: on === undefined ? undefined : state.relation(on.names) })];
  },
  OBJECT_FOREIGN_TABLE: (names, _n, _c, _b, { state }) => [found('drop-foreign-table', `foreign table ${plainName(names)}`, { target: state.relation(names) })],
  OBJECT_EVENT_TRIGGER: (names) => [found('alter-event-trigger', `event trigger ${plainName(names)}`)],
};

const relationTags = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE']);

export const drop: Recogniser = (body, asked) => {
  const one = drops[body.removeType as string] ?? other;
  return (body.objects as Ast[]).flatMap((node) => {
    const names = stringsOf(node);
    // IF EXISTS over nothing: nothing happens
    const gone = relationTags.has(body.removeType as string) ? asked.state.find(names) === undefined : isAbsent(body.removeType, names, asked.state);
    if (body.missing_ok === true && asked.state.hasCatalog && gone) return [found('alter-if-exists-absent', `${kindOf(body.removeType)} ${plainName(names)}`)];
    return one(names, node, body.behavior === 'DROP_CASCADE', body, asked);
  });
};

export const truncate: Recogniser = (body, asked) => {
  const rels = (body.relations as Ast[]).map((r) => asked.state.relation(namesOf(r.RangeVar)));
  if (body.behavior === 'DROP_CASCADE') return rels.map((rel) => found('truncate-cascade', called(rel), { target: rel, others: pointing(rel, asked) }));
  return rels.map((rel) => {
    const by = asked.state.referencing(rel.names).find((r) => !rels.includes(r.relation) && r.relation.partitionOf !== JSON.stringify(rel.names));
    if (by === undefined) return found('truncate', called(rel), { target: rel });
    const because = `the foreign key ${plainName([by.name])} of ${plainName(by.relation.names)} points to it, and that is not truncated with it`;
    return found('truncate', called(rel), { target: rel, fresh: false, plus: ['FAIL_CERTAIN'], slots: { because, sqlstate: '0A000' } });
  });
};

/** Tables whose foreign keys lead to it, over others too. */
function pointing(to: Relation, { state }: Asked): Relation[] {
  const all = new Set<Relation>([to]);
  for (const rel of all) for (const r of state.referencing(rel.names)) all.add(r.relation);
  return [...all].slice(1);
}
