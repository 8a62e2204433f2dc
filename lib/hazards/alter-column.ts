// Recognises what is done to one column that is there: dropped, made NOT NULL, its default, identity and expression.
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { tooNew } from './add-column.ts';
import { found, type Asked, type Found } from './found.ts';
import type { Altering } from './altering.ts';
import { isNull } from './volatile.ts';
import type { Relation } from './relation.ts';

export function setNotNull(cmd: Ast, { rel, asked, all }: Altering): Found[] {
  const name = cmd.name as string;
  const column = rel.columns.get(name);
  const object = `column ${plainName([...rel.names, name])}`;
  const proofs = [...rel.constraints].filter(([, c]) => c.type === 'check' && c.enforced && c.proves.includes(name));
  const kept = proofs.filter(([n]) => !all.drops.has(n));
  const valid = kept.find(([, c]) => c.validated);
  const proof = valid ?? kept[0] ?? proofs[0];
  const slots = {
    column: plainName([name]),
    check: plainName([column?.notNullValid === false ? (column.notNullName ?? `${name}_not_null`) : (proof?.[0] ?? `${name}_not_null`)]),
    name: 'NOT NULL',
  };
  const d = { target: rel, slots, others: rel.partitioned === true ? asked.state.children(rel.names) : [] };
  const added = all.adds.get(name);
  if (added !== undefined) {
    return [
      added.hasDefault
        ? found('multi-alter-addnn-with-default', object, { ...d, slots: { ...slots, type: added.type, default: added.default } })
        : found('add-column-not-null-no-default', object, { ...d, slots: { ...slots, type: added.type } }),
    ];
  }
  if (column?.notNull === true) {
    if (column.notNullValid === false) return [found('set-not-null-after-notvalid-18', object, d)];
    return [found('set-not-null-with-valid-check', object, { ...d, minus: ['COMPAT_REQUIRED'] })];
  }
  if (valid !== undefined) return [found('set-not-null-with-valid-check', object, d)];
  if (all.checks.has(name)) return [found('set-not-null-check-added-same-alter', object, d)];
  if (proofs.length > 0 && kept.length === 0 && proofs.some(([, c]) => c.validated)) return [found('multi-alter-setnn-dropck', object, d)];
  if (kept.length > 0) return [found('set-not-null-with-notvalid-check', object, d)];
  if (!rel.known && all.drops.size > 0)
    return [found('multi-alter-setnn-dropck', object, { ...d, slots: { ...slots, check: plainName([[...all.drops][0]!]) } })];
  return [found(rel.partitioned === true ? 'set-not-null-partitioned' : 'set-not-null', object, d)];
}

const blockers = new Set(['view', 'materialized view', 'rule', 'policy', 'trigger', 'function', 'procedure']);

/** What refuses a change of the column while it is there. */
export function leaners(rel: Relation, name: string, asked: Asked): string[] {
  return asked.state
    .dependents('table column', [...rel.names, name])
    .filter((o) => blockers.has(o.at.kind) || (o.at.kind === 'table column' && o.attrs['generated'] != null && o.at.names.at(-1) !== name))
    .map((o) => `${o.at.kind} ${plainName(o.at.names)}`);
}

export function dropColumn(cmd: Ast, { rel, asked }: Altering): Found[] {
  const name = cmd.name as string;
  const object = `column ${plainName([...rel.names, name])}`;
  const d = { target: rel, slots: { column: plainName([name]) } };
  if (cmd.missing_ok === true && rel.known && !rel.columns.has(name)) return [found('alter-if-exists-absent', object, d)];
  if (cmd.behavior === 'DROP_CASCADE') return [found('drop-column-with-view-cascade', object, d)];
  const leaning = leaners(rel, name, asked);
  if (leaning.length > 0)
    return [
      found('drop-column-with-view', object, {
        ...d,
        fresh: false,
        slots: { ...d.slots, because: `${leaning.join(', ')} lean${leaning.length === 1 ? 's' : ''} on it` },
      }),
    ];
  const fks = [...rel.constraints].filter(([, c]) => c.type === 'foreign key' && c.columns.includes(name) && c.references !== undefined);
  if (fks.length > 0) {
    const slots = { ...d.slots, constraint: plainName([fks[0]![0]]) };
    return [found('drop-column-fk', object, { ...d, slots, others: fks.map(([, c]) => asked.state.relation(c.references!)) })];
  }
  return [found(rel.columns.get(name)?.generated === undefined ? 'drop-column-plain' : 'drop-column-generated', object, d)];
}

export function columnDefault(cmd: Ast, { rel, all }: Altering): Found[] {
  const name = cmd.name as string;
  const object = `column ${plainName([...rel.names, name])}`;
  const d = { target: rel, slots: { column: plainName([name]) } };
  if (rel.kind === 'view') return [found('set-column-default-view', object, d)];
  if (!isNull(cmd.def)) return [found('set-default', object, d)];
  const column = rel.columns.get(name);
  // taken away only to be given again, or from a column that never had one
  if (all.setsDefault.has(name) || (column?.hasDefault === false && rel.known)) return [found('set-default', object, d)];
  if (column?.notNull === false && rel.known) return [found('drop-default', object, { ...d, verdict: 'safe' })];
  return [found('drop-default', object, d)];
}

export function identity(cmd: Ast, { rel, all }: Altering): Found[] {
  const name = cmd.name as string;
  const object = `column ${plainName([...rel.names, name])}`;
  const d = {
    target: rel,
    slots: { column: plainName([name]), action: `ALTER TABLE ${plainName(rel.names)} ALTER COLUMN ${plainName([name])} ADD GENERATED BY DEFAULT AS IDENTITY` },
  };
  if (cmd.subtype === 'AT_AddIdentity') {
    const options = (cmd.def?.Constraint?.options ?? []) as Ast[];
    const starts = options.some((o) => o.DefElem?.defname === 'start');
    return [found('add-identity', object, { ...d, ...(starts ? { minus: ['CORRECT_SEQ_RESET'], verdict: 'safe' as const } : {}) })];
  }
  if (cmd.subtype === 'AT_DropIdentity') return [found('drop-identity', object, { ...d, minus: all.setsDefault.has(name) ? ['COMPAT_DEFAULT'] : [] })];
  const options = (Array.isArray(cmd.def) ? cmd.def : (cmd.def?.List?.items ?? [])) as Ast[];
  const out: Found[] = [];
  for (const o of options) {
    if (o.DefElem?.defname === 'generated') {
      const kind = o.DefElem.arg?.Integer?.ival as number | undefined;
      out.push(kind === 'a'.charCodeAt(0) ? found('set-identity-always', object, d) : found('set-identity-default', object, d));
    } else if (o.DefElem?.defname === 'restart')
      out.push(
        found('alter-sequence-restart', object, {
          ...d,
          slots: { ...d.slots, name: plainName([...rel.names.slice(0, -1), `${rel.names.at(-1)!}_${name}_seq`]) },
        }),
      );
    else if (o.DefElem?.defname === 'cycle' && o.DefElem.arg?.Boolean?.boolval === true)
      out.push(found('alter-sequence-cycle', object, { ...d, slots: { ...d.slots, name: plainName([name]) } }));
    else out.push(found('set-identity-default', object, d));
  }
  return out.length > 0 ? out : [found('set-identity-default', object, d)];
}

export function setExpression(cmd: Ast, { rel, asked }: Altering): Found[] {
  const name = cmd.name as string;
  const object = `column ${plainName([...rel.names, name])}`;
  const d = { target: rel, slots: { column: plainName([name]), type: rel.columns.get(name)?.type } };
  if (asked.floor < 17) return [tooNew(object, rel, 17)];
  return [found(rel.columns.get(name)?.generated === 'virtual' ? 'set-expression-virtual' : 'set-expression', object, d)];
}
