// Gives everything in a generated schema a name of a few, so that two schemas that have nothing to do with each other meet under the
// same names: as the same kind with other parts, or as another kind.
import { baseOf, numeric, temporal, textual, type Column, type Model } from './model.ts';
import type { Random } from './random.ts';

const anything = ['order', 'a b', 'ünï'];

/** `tail`: what ends the names, apart for every pair that stands beside others. */
export function share(m: Model, r: Random, tail: string): Model {
  // one name each, whatever the kind and schema: tables, indexes and types have theirs in one room, and some kinds live in no schema
  const taken = new Set<string>();
  const name = (room: string, stem: string, of = anything): string => {
    for (let n = 1; ; n += 1) {
      const word = `${r.chance(of === anything ? 0.4 : 0.1) ? r.pick(of) : stem}${n + r.below(2)}`;
      if (taken.has(`${room} ${word}`)) continue;
      taken.add(`${room} ${word}`);
      return word + tail;
    }
  };
  const second = `shared${tail}`;
  const old = r.chance(0.7) ? m.schemas : [m.schemas[1]];
  m.schemas = [m.schemas[0]!, second];
  for (const [stem, list] of Object.entries({
    type: [...m.enums, ...m.domains],
    seq: m.sequences,
    fn: m.functions,
    table: m.tables,
    view: m.views,
    other: m.others,
  }))
    for (const o of list) {
      if (old.includes(o.schema)) o.schema = second;
      o.name = name('', stem);
    }
  for (const e of m.enums) {
    const labels = new Set<string>();
    while (labels.size < e.labels.length) labels.add(r.pick(['new', 'paid', 'sent', 'lost', "it's", 'gone']));
    e.labels = [...labels];
  }
  for (const t of m.tables) {
    for (const p of t.partitions?.children ?? []) p.name = name('', 'part');
    for (const c of t.columns) c.name = name(`column ${t.id}`, stemOf(c), ['thing', 'Value']);
    for (const k of t.constraints) k.name = name('', 'key');
    for (const i of t.indexes) i.name = name('', 'idx');
    for (const o of [...t.triggers, ...t.policies]) o.name = name(`on ${t.id}`, 'on');
  }
  return m;
}

/** Mostly by the type: columns that meet by chance would seldom have a cast from one to the other. */
function stemOf(c: Column): string {
  const base = baseOf(c);
  return numeric.has(base) ? 'n' : textual.has(base) ? 'x' : temporal.has(base) ? 'day' : base === '' ? 'of' : base.replaceAll(/\W/g, '');
}
