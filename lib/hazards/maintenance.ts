// Recognises LOCK, VACUUM, ANALYZE, CLUSTER and REINDEX.
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { namesOf } from '../sql/names.ts';
import { called, found, type Recogniser } from './found.ts';
import { blocksWrites, modes } from './locks.ts';

export const lockTable: Recogniser = (body, asked) => {
  const mode = modes[((body.mode as number | undefined) ?? modes.length) - 1] ?? 'ACCESS EXCLUSIVE';
  return (body.relations as Ast[]).map((r) => {
    const rel = asked.state.relation(namesOf(r.RangeVar));
    return found('lock-table', called(rel), { target: rel, lock: mode, ...(blocksWrites(mode) ? {} : { verdict: 'safe', minus: ['LOCK_LONG'] }) });
  });
};

export const vacuum: Recogniser = (body, asked) => {
  const options = ((body.options ?? []) as Ast[]).map((o) => o.DefElem);
  const on = (name: string): boolean =>
    options.some(
      (o) =>
        o.defname === name &&
        (o.arg === undefined || (o.arg.Boolean?.boolval ?? o.arg.Integer?.ival ?? (o.arg.String?.sval !== 'false' && o.arg.String?.sval !== 'off')) !== false),
    );
  const rels = ((body.rels ?? []) as Ast[]).map((r) => asked.state.relation(namesOf(r.VacuumRelation.relation)));
  const op = body.is_vacuumcmd !== true ? 'analyze' : on('full') ? 'vacuum-full' : 'vacuum';
  return rels.length === 0 ? [found(op, 'every table')] : rels.map((rel) => found(op, called(rel), { target: rel }));
};

export const cluster: Recogniser = (body, asked) => {
  const rel = body.relation === undefined ? undefined : asked.state.relation(namesOf(body.relation));
  return [
    found('cluster', rel === undefined ? 'every clustered table' : called(rel), { target: rel, ...(rel === undefined ? { plus: ['TX_FORBIDDEN'] } : {}) }),
  ];
};

export const reindex: Recogniser = (body, asked) => {
  const concurrent = ((body.params ?? []) as Ast[]).some((p) => p.DefElem.defname === 'concurrently' && p.DefElem.arg?.Boolean?.boolval !== false);
  const many = body.relation === undefined;
  const what = many ? `schema or database ${String(body.name ?? '')}`.trim() : plainName(namesOf(body.relation));
  const concurrently = asked.sql.replace(/\b(index|table|schema|database|system)\b/i, '$1 CONCURRENTLY');
  const isIndex = body.kind === 'REINDEX_OBJECT_INDEX';
  const index = isIndex ? asked.state.index(namesOf(body.relation)) : undefined;
  const rel = many
    ? undefined
    : isIndex
      ? index === undefined
        ? undefined
        : asked.state.relation(JSON.parse(index.table) as string[])
      : asked.state.relation(namesOf(body.relation));
  const d = { target: rel, slots: { concurrently } };
  return [found(concurrent ? 'reindex-index-concurrently' : many ? 'reindex-system' : 'reindex-index', isIndex ? `index ${what}` : what, d)];
};
