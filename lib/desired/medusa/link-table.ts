// The table of a link as Medusa shapes it: its own id, soft deletion, keys of 255 characters, and foreign keys only on request.
import type { ColumnDefinition, EntityDefinition, IndexDefinition, LinkBody, RelationDefinition } from '../../format/definition.generated.ts';
import { cut } from '../names.ts';
import { compressed, djb2, keyName, linkTableName } from './names.ts';

const KEY: ColumnDefinition = { type: 'varchar', length: 255 };
const NOW: ColumnDefinition = { type: 'timestamptz', default: { sql: 'CURRENT_TIMESTAMP' } };

export interface MedusaLinkEnd {
  readonly module: string;
  readonly columns: readonly string[];
}

/** `relations`: foreign keys to both sides, where the link asks for them. */
export function medusaLinkTable(
  link: LinkBody,
  ends: readonly [MedusaLinkEnd, MedusaLinkEnd],
  relations: { readonly [side: string]: RelationDefinition },
): EntityDefinition {
  const whole = link.table ?? linkTableName(ends);
  const table = compressed(whole);
  const hash = djb2(whole);
  const [left, right] = [[...ends[0].columns], [...ends[1].columns]];
  const keys = [...left, ...right];
  const index = (columns: string[], where: string): IndexDefinition => ({ name: cut(`IDX_${columns.join('_')}_${hash}`), columns, where });
  const living = 'deleted_at IS NULL';
  return {
    entity: table,
    table,
    columns: {
      ...Object.fromEntries(keys.map((c) => [c, KEY])),
      id: KEY,
      ...link.extraColumns,
      created_at: NOW,
      updated_at: NOW,
      deleted_at: { type: 'timestamptz', nullable: true },
    },
    primaryKey: { name: keyName(table, [], 'primary'), columns: keys },
    indexes: [index(['id'], ''), index(left, living), index(right, living), index(['deleted_at'], '')],
    ...(Object.keys(relations).length > 0 && { relations: { ...relations } }),
  };
}
