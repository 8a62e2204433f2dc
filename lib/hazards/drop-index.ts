// Recognises DROP INDEX: concurrent or not, of a key, of a partitioned table, the last one that keeps rows unique.
import { plainName } from '../sql/clause.ts';
import type { One } from './drop-table.ts';
import { found, type Asked } from './found.ts';

export const dropIndex: One = (names, _node, _cascade, body, asked) => {
  const known = asked.state.index(names);
  const object = `index ${plainName(names)}`;
  const rel = known === undefined ? undefined : asked.state.relation(JSON.parse(known.table) as string[]);
  const d = {
    target: rel,
    fresh: known?.made === true || rel?.made === true,
    ...(known?.identity === true && rel?.made !== true ? { plus: ['CORRECT_REPL_IDENTITY'] as const, verdict: 'unsafe' as const } : {}),
    slots: {
      name: plainName(names),
      table: rel === undefined ? undefined : plainName(rel.names),
      lockOn: rel === undefined ? `the table of ${object}` : plainName(rel.names),
    },
  };
  if (known?.constraint !== undefined)
    return [
      found('drop-index-constraint-owned', object, {
        ...d,
        fresh: false,
        slots: { ...d.slots, name: plainName([known.constraint]), because: `the constraint ${plainName([known.constraint])} owns it`, sqlstate: '2BP01' },
      }),
    ];
  const by = known === undefined ? undefined : asked.state.dependents('index', known.names, [], 'hard').find((o) => o.at.kind === 'table constraint');
  if (by !== undefined)
    return [
      found('drop-index-constraint-owned', object, {
        ...d,
        fresh: false,
        slots: {
          ...d.slots,
          name: plainName(by.at.names.slice(-1)),
          because: `the foreign key ${plainName(by.at.names.slice(-1))} of ${plainName(by.at.names.slice(0, 2))} needs it`,
          sqlstate: '2BP01',
        },
      }),
    ];
  if (body.concurrent === true) {
    if (rel?.partitioned === true)
      return [
        found('drop-index-concurrently', object, {
          ...d,
          fresh: false,
          plus: ['FAIL_CERTAIN'],
          verdict: 'unsafe',
          slots: { ...d.slots, because: 'an index of a partitioned table is not dropped concurrently', sqlstate: '0A000' },
        }),
      ];
    return [found(known?.unique === true && known.valid && !covered(known, rel) ? 'drop-unique-index-concurrently' : 'drop-index-concurrently', object, d)];
  }
  if (rel?.partitioned === true) return [found('drop-index-partitioned', object, { ...d, others: asked.state.children(rel.names) })];
  return [found(known?.unique === true && !covered(known, rel) ? 'drop-unique-index' : 'drop-index', object, d)];
};

type Known = NonNullable<ReturnType<Asked['state']['index']>>;

/** Another valid unique index on the same columns stays: no query and no ON CONFLICT misses this one. */
function covered(known: Known, rel: ReturnType<Asked['state']['relation']> | undefined): boolean {
  return [...(rel?.indexes.values() ?? [])].some(
    (i) => i !== known && i.unique && i.valid && !i.partial && !known.partial && i.columns !== undefined && i.columns.join() === known.columns?.join(),
  );
}
