// Recognises RENAME, SET SCHEMA and OWNER TO.
import { plainName } from '../sql/clause.ts';
import { kindOf, namesOf, stringsOf } from '../sql/names.ts';
import { renameAttribute } from './composite.ts';
import { called, found, type Asked, type OperationId, type Recogniser } from './found.ts';
import { relationKinds } from './relation.ts';

const moved: Record<string, OperationId> = {
  OBJECT_TABLE: 'rename-table',
  OBJECT_FOREIGN_TABLE: 'rename-table',
  OBJECT_VIEW: 'rename-view',
  OBJECT_MATVIEW: 'rename-view',
  OBJECT_SEQUENCE: 'rename-sequence',
  OBJECT_INDEX: 'rename-index',
  OBJECT_SCHEMA: 'rename-schema',
  OBJECT_TYPE: 'rename-type',
  OBJECT_DOMAIN: 'rename-type',
  OBJECT_FUNCTION: 'rename-function',
  OBJECT_PROCEDURE: 'rename-function',
  OBJECT_ROUTINE: 'rename-function',
  OBJECT_AGGREGATE: 'rename-function',
  OBJECT_TRIGGER: 'rename-trigger',
  OBJECT_TABCONSTRAINT: 'rename-constraint',
  OBJECT_DOMCONSTRAINT: 'rename-constraint',
  OBJECT_POLICY: 'rename-trigger',
  OBJECT_RULE: 'rename-trigger',
  OBJECT_STATISTIC_EXT: 'create-statistics',
  OBJECT_EVENT_TRIGGER: 'alter-event-trigger',
  OBJECT_ROLE: 'alter-role-superuser',
  OBJECT_DATABASE: 'rename-other',
  OBJECT_TABLESPACE: 'rename-other',
};

const quiet = new Set([
  'OBJECT_STATISTIC_EXT',
  'OBJECT_LANGUAGE',
  'OBJECT_TSDICTIONARY',
  'OBJECT_TSPARSER',
  'OBJECT_TSTEMPLATE',
  'OBJECT_OPCLASS',
  'OBJECT_OPFAMILY',
  'OBJECT_FDW',
  'OBJECT_FOREIGN_SERVER',
]);

export const rename: Recogniser = (body, asked) => {
  const type = body.renameType as string;
  const { state } = asked;
  const renamed = plainName([body.newname]);
  if (type === 'OBJECT_ATTRIBUTE') return renameAttribute(body, asked, { new: renamed, column: plainName([body.subname]) });
  if (body.relation !== undefined) {
    const names = namesOf(body.relation);
    if (type === 'OBJECT_INDEX') {
      const known = state.index(names);
      return [
        found('rename-index', `index ${plainName(names)}`, {
          target: known === undefined ? undefined : undefined,
          fresh: known?.made === true,
          slots: { new: renamed },
        }),
      ];
    }
    const rel = state.relation(names);
    if (rel.kind === 'unknown')
      rel.kind = kindOf(
        type === 'OBJECT_COLUMN' || type === 'OBJECT_TABCONSTRAINT' || type === 'OBJECT_TRIGGER' || type === 'OBJECT_POLICY' || type === 'OBJECT_RULE'
          ? (body.relationType ?? 'OBJECT_TABLE')
          : type,
      );
    const newtable = plainName([...rel.names.slice(0, -1), body.newname]);
    const d = {
      target: rel,
      slots: {
        new: renamed,
        newtable,
        name: plainName(rel.names),
        column: body.subname === undefined ? undefined : plainName([body.subname]),
        type: rel.columns.get(body.subname)?.type,
      },
    };
    // an index renamed as a table
    if (rel.kind === 'unknown' || state.index(names) !== undefined) {
      if (state.index(names) !== undefined) return [found('rename-index', `index ${plainName(names)}`, { lock: 'ACCESS EXCLUSIVE', slots: { new: renamed } })];
    }
    if (type === 'OBJECT_COLUMN') {
      const view = rel.kind === 'view' || rel.kind === 'materialized view';
      return [found(view ? 'rename-view-column' : 'rename-column', `column ${plainName([...rel.names, body.subname])}`, d)];
    }
    if (type === 'OBJECT_TABCONSTRAINT') return [found('rename-constraint', `constraint ${plainName([body.subname])} on ${plainName(rel.names)}`, d)];
    if (type === 'OBJECT_TRIGGER' || type === 'OBJECT_RULE' || type === 'OBJECT_POLICY')
      return [found('rename-trigger', `${kindOf(type)} ${plainName([body.subname])} on ${plainName(rel.names)}`, d)];
    const op =
      rel.kind === 'view' || rel.kind === 'materialized view' ? 'rename-view' : rel.kind === 'sequence' ? 'rename-sequence' : (moved[type] ?? 'rename-table');
    return [found(op, called(rel), d)];
  }
  const names = type === 'OBJECT_SCHEMA' || type === 'OBJECT_ROLE' || type === 'OBJECT_DATABASE' ? [body.subname as string] : stringsOf(body.object);
  return [
    found(quiet.has(type) ? 'set-statistics' : (moved[type] ?? 'rename-other'), `${kindOf(type)} ${plainName(names)}`, {
      fresh: freshObject(type, names, asked),
      slots: { new: renamed, name: plainName(names) },
    }),
  ];
};

export function freshObject(type: string, names: readonly string[], { state }: Asked): boolean {
  if (/FUNCTION|PROCEDURE|ROUTINE|AGGREGATE/.test(type)) {
    const all = state.routines(names);
    return all.length > 0 && all.every((r) => r.made);
  }
  if (type === 'OBJECT_TYPE' || type === 'OBJECT_DOMAIN') return ['type', 'enum', 'composite', 'range', 'domain'].some((k) => state.made(k, names));
  return state.made(kindOf(type), names);
}

export const setSchema: Recogniser = (body, asked) => {
  const type = body.objectType as string;
  const schema = plainName([body.newschema]);
  if (body.relation !== undefined) {
    const rel = asked.state.relation(namesOf(body.relation));
    if (rel.kind === 'unknown') rel.kind = kindOf(type);
    return [
      found('set-schema-table', called(rel), {
        target: rel,
        slots: { new: schema, newtable: plainName([body.newschema, rel.names.at(-1)!]), name: plainName(rel.names) },
      }),
    ];
  }
  const names = stringsOf(body.object);
  const op: OperationId =
    type === 'OBJECT_EXTENSION'
      ? 'extension-member'
      : /FUNCTION|PROCEDURE|ROUTINE|AGGREGATE/.test(type)
        ? 'rename-function'
        : type === 'OBJECT_TYPE' || type === 'OBJECT_DOMAIN'
          ? 'rename-type'
          : type === 'OBJECT_STATISTIC_EXT'
            ? 'alter-statistics'
            : 'set-schema-other';
  return [found(op, `${kindOf(type)} ${plainName(names)}`, { fresh: freshObject(type, names, asked), slots: { new: schema, name: plainName(names) } })];
};

export const owner: Recogniser = (body, asked) => {
  const type = body.objectType as string;
  const names = stringsOf(body.object);
  const routine = /FUNCTION|PROCEDURE|ROUTINE|AGGREGATE/.test(type);
  if (type === 'OBJECT_LARGEOBJECT') return [found('large-object', 'large object')];
  return [found(routine ? 'alter-view-owner' : 'owner-other', `${kindOf(type)} ${plainName(names)}`, { lock: 'none', fresh: freshObject(type, names, asked) })];
};

export const comment: Recogniser = (body, asked) => {
  const kind = kindOf(body.objtype);
  const names = stringsOf(body.object);
  const own = relationKinds.includes(kind) ? names : ['table column', 'table constraint', 'trigger', 'policy', 'rule'].includes(kind) ? names.slice(0, -1) : [];
  return [found('comment-table', `${kind} ${plainName(names)}`, own.length > 0 ? { target: asked.state.relation(own) } : { lock: 'none' })];
};
