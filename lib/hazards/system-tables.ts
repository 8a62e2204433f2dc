// The server's own tables: what writes to them goes past everything that keeps them true.
import type { Ast } from '../sql/engine.ts';
import { namesOf } from '../sql/names.ts';
import type { Asked } from './found.ts';

const writing = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'AlterTableStmt', 'IndexStmt', 'CreateTrigStmt', 'RenameStmt']);

/** A statement that writes to pg_catalog or information_schema, or changes what lies there. */
export function systemTarget(node: Ast, { state }: Asked): readonly string[] | undefined {
  const tag = Object.keys(node)[0] ?? '';
  const body = node[tag];
  const targets: Ast[] =
    tag === 'TruncateStmt' ? (body.relations as Ast[]).map((r) => r.RangeVar) : writing.has(tag) && body.relation !== undefined ? [body.relation] : [];
  if (tag === 'CopyStmt' && body.is_from === true && body.relation !== undefined) targets.push(body.relation);
  return targets
    .map(namesOf)
    .find((n) => (n.length > 1 ? /^(pg_catalog|information_schema|pg_toast)$/.test(n[0]!) : systemTables.test(n[0] ?? '') && state.find(n) === undefined));
}

/** The server's own tables, by the names that people write without a schema. */
const systemTables =
  /^pg_(aggregate|am|amop|amproc|attrdef|attribute|auth_members|authid|cast|class|collation|constraint|conversion|database|db_role_setting|default_acl|depend|description|enum|event_trigger|extension|index|inherits|language|largeobject|namespace|opclass|operator|opfamily|partitioned_table|policy|proc|publication|publication_rel|range|rewrite|seclabel|sequence|settings|shdepend|statistic|statistic_ext|subscription|tablespace|trigger|type|user_mapping)$/;
