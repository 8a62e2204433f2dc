// Owns what has to be read again: the rows whose xmin is newer than the last reading, what leans on them and what they lean on.
import { literal } from '../../sql/quote.ts';
import type { Count } from './census.ts';
import { nodeOf, type Dependencies, type Node } from './dependencies.ts';
import type { Reading } from './reading.ts';

interface Watched {
  /** Rows of these change what leans on them: their own catalog where the column is `oid`. */
  readonly says: readonly (readonly [column: string, of?: string])[];
  /** These are only read again themselves: another row of theirs may be shown with them. */
  readonly beside?: readonly (readonly [column: string, of: string])[];
}

const own: Watched = { says: [['oid']] };

/** Which objects a new or changed row of each catalog tells of. Rows that go are told by the census and by pg_depend. */
const watched: { readonly [catalog: string]: Watched } = {
  pg_class: own,
  pg_attribute: { says: [['attrelid', 'pg_class']] },
  pg_attrdef: { says: [['oid']], beside: [['adrelid', 'pg_class']] },
  pg_index: { says: [['indexrelid', 'pg_class']], beside: [['indrelid', 'pg_class']] },
  pg_constraint: {
    says: [['oid']],
    beside: [
      ['conrelid', 'pg_class'],
      ['confrelid', 'pg_class'],
      ['contypid', 'pg_type'],
    ],
  },
  pg_trigger: { says: [['oid']], beside: [['tgrelid', 'pg_class']] },
  pg_rewrite: { says: [['oid']], beside: [['ev_class', 'pg_class']] },
  pg_policy: { says: [['oid']], beside: [['polrelid', 'pg_class']] },
  pg_inherits: { says: [['inhrelid', 'pg_class']], beside: [['inhparent', 'pg_class']] },
  pg_partitioned_table: { says: [['partrelid', 'pg_class']] },
  pg_sequence: { says: [['seqrelid', 'pg_class']] },
  pg_foreign_table: { says: [['ftrelid', 'pg_class']] },
  pg_type: own,
  pg_enum: { says: [['enumtypid', 'pg_type']] },
  pg_range: { says: [['rngtypid', 'pg_type']] },
  pg_proc: own,
  pg_aggregate: { says: [['aggfnoid', 'pg_proc']] },
  pg_operator: own,
  pg_opclass: { says: [['oid']], beside: [['opcfamily', 'pg_opfamily']] },
  pg_opfamily: own,
  pg_amop: { says: [['amopfamily', 'pg_opfamily']] },
  pg_amproc: { says: [['amprocfamily', 'pg_opfamily']] },
  pg_collation: own,
  pg_conversion: own,
  pg_statistic_ext: { says: [['oid']], beside: [['stxrelid', 'pg_class']] },
  pg_ts_config: own,
  pg_ts_config_map: { says: [['mapcfg', 'pg_ts_config']] },
  pg_ts_dict: own,
  pg_ts_parser: own,
  pg_ts_template: own,
  pg_am: own,
  pg_cast: own,
  pg_transform: own,
  pg_language: own,
  pg_foreign_data_wrapper: own,
  pg_foreign_server: own,
  pg_user_mapping: own,
  pg_event_trigger: own,
  pg_default_acl: own,
  pg_publication: own,
  pg_subscription: own,
  pg_publication_rel: {
    says: [['oid']],
    beside: [
      ['prpubid', 'pg_publication'],
      ['prrelid', 'pg_class'],
    ],
  },
  pg_publication_namespace: { says: [['oid']], beside: [['pnpubid', 'pg_publication']] },
  pg_namespace: own,
  pg_extension: own,
};

/** The setting that says since when: the oldest transaction that the last reading may not have seen. */
export const SINCE = 'tidemark.since';

export interface Fresh {
  readonly class: string;
  readonly says: boolean;
  /** OIDs, between spaces. */
  readonly ids: string | null;
}

/** For rows of Fresh. Age, since transaction ids go round. */
export const freshQuery: string = [
  ...Object.entries(watched).flatMap(([catalog, { says, beside = [] }]) => [
    ...says.map(([column, of = catalog]) => rows(catalog, column, of, true)),
    ...beside.map(([column, of]) => rows(catalog, column, of, false)),
  ]),
  `select f.class, true as says, string_agg(f.id, ' ') as ids from (
     select classid::regclass::text as class, objid::oid::text as id from pg_depend o where ${newer()} and objid >= 16384 group by 1, 2) f group by 1`,
].join('\nunion all ');

function rows(catalog: string, column: string, of: string, says: boolean): string {
  return `select ${literal(of).trim()} as class, ${says} as says, string_agg(distinct o.${column}::oid::text, ' ') as ids from ${catalog} o where ${newer()}`;
}

function newer(): string {
  return `age(o.xmin) <= (select age(current_setting(${literal(SINCE).trim()})::xid))`;
}

/** Whole names of schemas and members of extensions stand in too much: where one changed, everything is read. */
const everywhere = new Set(['pg_namespace', 'pg_extension']);

/**
 * What a reading that follows `since` must read again, of all that there is now or was then. Undefined: everything.
 * Whatever leans on a changed object, through however many others, may print another text; what it leans on itself may not,
 * but some records show rows that point at them.
 */
export function affected(
  since: Reading,
  now: { census: readonly Count[]; dependencies: Dependencies; remarks: ReadonlyMap<string, string> },
  fresh: readonly Fresh[],
): Set<Node> | undefined {
  const changed = new Set<Node>();
  const beside = new Set<Node>();
  for (const { class: of, says, ids } of fresh) {
    if (ids === null) continue;
    if (says && everywhere.has(of)) return undefined;
    for (const id of ids.split(' ')) if (id !== '0') (says ? changed : beside).add(`${of}/${id}`);
  }
  const lines = now.dependencies.changesSince(since.dependencies);
  if (lines === undefined) return undefined;
  for (const { from, to } of lines) {
    changed.add(from);
    beside.add(to);
  }
  const there = nodesIn(now.census);
  for (const node of nodesIn(since.census)) if (!there.has(node)) changed.add(node);
  for (const [id, text] of since.remarks) if (now.remarks.get(id) !== text) changed.add(nodeOf(id));
  for (const id of now.remarks.keys()) if (!since.remarks.has(id)) changed.add(nodeOf(id));

  for (const node of changed) for (const to of now.dependencies.leansOn(node)) beside.add(to);
  const leaning = now.dependencies.leaning();
  const queue = [...changed];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const next of [...(leaning.get(node) ?? []), ...now.dependencies.standsFor(node)]) {
      if (changed.has(next)) continue;
      changed.add(next);
      queue.push(next);
    }
  }
  const out = new Set(changed);
  for (const node of beside) {
    out.add(node);
    for (const whose of now.dependencies.standsFor(node)) out.add(whose);
  }
  for (const node of since.outside) out.delete(node);
  return out;
}

function nodesIn(census: readonly Count[]): Set<Node> {
  const out = new Set<Node>();
  for (const c of census) for (const id of c.ids.split(' ')) out.add(`${c.class}/${id}`);
  return out;
}
