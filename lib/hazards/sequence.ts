// Recognises ALTER SEQUENCE.
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { namesOf, stringsOf } from '../sql/names.ts';
import { called, found, type Found, type Recogniser } from './found.ts';

export const sequence: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.sequence));
  if (rel.kind === 'unknown') rel.kind = 'sequence';
  const d = { target: rel, slots: { name: plainName(rel.names) } };
  const sizes: Record<string, number> = { int2: 2, smallint: 2, int4: 4, integer: 4, int8: 8, bigint: 8 };
  const out: Found[] = [];
  for (const o of (body.options ?? []) as Ast[]) {
    const { defname, arg } = o.DefElem;
    if (defname === 'restart') out.push(found('alter-sequence-restart', called(rel), d));
    else if (defname === 'cycle' && arg?.Boolean?.boolval === true) out.push(found('alter-sequence-cycle', called(rel), d));
    else if (defname === 'owned_by') {
      const names = stringsOf(arg);
      out.push(found('alter-sequence-owned-by', called(rel), { ...d, others: names.length > 1 ? [asked.state.relation(names.slice(0, -1))] : [] }));
    } else if (defname === 'as') {
      const to = sizes[stringsOf(arg?.TypeName?.names).at(-1) ?? ''] ?? 8;
      const from = sizes[rel.sequenceType ?? ''];
      const narrower = from === undefined ? to < 8 : to < from;
      out.push(found(narrower ? 'alter-sequence-type' : 'alter-sequence-increment', called(rel), d));
    }
  }
  return out.length > 0 ? out : [found('alter-sequence-increment', called(rel), d)];
};
