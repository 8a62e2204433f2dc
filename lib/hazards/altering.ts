// Owns what the subcommands of one ALTER TABLE are to each other.
import { expressionAfter } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { typeText } from '../sql/names.ts';
import type { Asked } from './found.ts';
import type { Relation } from './relation.ts';
import { given, isNull, provenColumns } from './volatile.ts';

/** What the subcommands of one ALTER TABLE say together: they take one lock, and drops run first. */
export interface Together {
  readonly adds: ReadonlyMap<string, { readonly hasDefault: boolean; readonly type: string; readonly default: string | undefined }>;
  /** Columns that get a default or an identity. */
  readonly setsDefault: ReadonlySet<string>;
  /** Constraints dropped. */
  readonly drops: ReadonlySet<string>;
  /** Columns that a CHECK added here proves to hold no NULL. */
  readonly checks: ReadonlySet<string>;
  /** Constraints added here as NOT VALID. */
  readonly notValid: ReadonlySet<string>;
  /** Keys made from an index: its name, per kind of key. */
  readonly usingIndex: readonly { readonly contype: string; readonly index: string }[];
}

export interface Altering {
  readonly rel: Relation;
  readonly asked: Asked;
  readonly all: Together;
  /** ALTER TABLE ONLY: not its partitions. */
  readonly only: boolean;
}

export function together(cmds: readonly Ast[], actions: readonly string[]): Together {
  const adds = new Map<string, { hasDefault: boolean; type: string; default: string | undefined }>();
  const [setsDefault, drops, checks, notValid] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  const usingIndex: { contype: string; index: string }[] = [];
  cmds.forEach((cmd, n) => {
    if (cmd.subtype === 'AT_AddColumn') {
      const def = cmd.def.ColumnDef;
      const constraints = ((def.constraints ?? []) as Ast[]).map((c) => c.Constraint);
      const value = given(constraints.find((c) => c.contype === 'CONSTR_DEFAULT')?.raw_expr);
      const filled = constraints.some((c) => c.contype === 'CONSTR_IDENTITY' || c.contype === 'CONSTR_GENERATED');
      adds.set(def.colname, {
        hasDefault: filled || value !== undefined,
        type: typeText(def.typeName),
        default: expressionAfter(actions[n] ?? '', 'default'),
      });
    } else if ((cmd.subtype === 'AT_ColumnDefault' && !isNull(cmd.def)) || cmd.subtype === 'AT_AddIdentity') setsDefault.add(cmd.name);
    else if (cmd.subtype === 'AT_DropConstraint') drops.add(cmd.name);
    else if (cmd.subtype === 'AT_AddConstraint') {
      const c = cmd.def.Constraint;
      if (c.contype === 'CONSTR_CHECK') for (const column of provenColumns(c.raw_expr)) checks.add(column);
      if (c.skip_validation === true && c.conname !== undefined) notValid.add(c.conname);
      if (c.indexname !== undefined) usingIndex.push({ contype: c.contype, index: c.indexname });
    }
  });
  return { adds, setsDefault, drops, checks, notValid, usingIndex };
}
