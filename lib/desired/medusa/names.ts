// Owns the names that Medusa, its ORM and PostgreSQL itself give when nobody gave any, letter for letter: a database that Medusa
// made has them, and a different one would be an index dropped and built again.
import { createHash } from 'node:crypto';
import { NAME_BYTES } from '../../sql/identifiers.ts';
import { cut } from '../names.ts';

/** productVariant -> product_variant. Digits do not end a word. */
export function snake(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}

/** "platform.user" -> its schema and table. */
export function tableOf(tableName: string): { readonly schema?: string; readonly table: string } {
  const [first, ...rest] = snake(tableName).split('.');
  return rest.length === 0 ? { table: first! } : { schema: first!, table: rest.join('.') };
}

/** A name in pascal case, as models call each other. */
export function modelName(name: string): string {
  const camel = /^[a-zA-Z][a-zA-Z0-9]*([A-Z][a-z0-9]+)+$/.test(name)
    ? name
    : name.toLowerCase().replace(/[^a-zA-Z0-9]+(.)/g, (_, next: string) => next.toUpperCase());
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

export function indexName(table: string, columns: readonly string[], unique: boolean): string {
  return cut(`IDX_${table}_${columns.join('_')}${unique ? '_unique' : ''}`);
}

/** Keys, as the ORM names them: what is too long gets five digits of a hash. */
export function keyName(table: string, columns: readonly string[], type: 'foreign' | 'primary'): string {
  const full = type === 'primary' ? `${table}_pkey` : [table, ...columns, type].join('_');
  if (full.length <= NAME_BYTES) return full;
  const hash = createHash('md5').update(full).digest('hex').slice(0, 5);
  return `${full.slice(0, 55 - type.length)}_${hash}_${type}`;
}

/** A check of one column that nobody named, as the server names it: the longer of table and column gives way. */
export function checkName(table: string, column: string): string {
  const room = NAME_BYTES - '__check'.length;
  let [first, second] = [Buffer.byteLength(table), Buffer.byteLength(column)];
  while (first + second > room) {
    if (first > second) first -= 1;
    else second -= 1;
  }
  return `${cut(table, first)}_${cut(column, second)}_check`;
}

/** djb2, in hexadecimal, sign and all. */
export function djb2(text: string): string {
  let hash = 5381;
  for (let n = 0; n < text.length; n++) hash = (hash << 5) + hash + text.charCodeAt(n);
  return hash.toString(16);
}

const LINK_LENGTH = 58;

/** The table of a link that names none, before it is cut. */
export function linkTableName(ends: readonly { readonly module: string; readonly columns: readonly string[] }[]): string {
  const parts = ends.flatMap(({ module, columns }) => [module, columns.join('_')]);
  return parts
    .map((part) => part.replace(/(_id|Service)$/i, ''))
    .join('_')
    .toLowerCase();
}

/** Names of more than 58 letters lose words that repeat, else all but four letters of each word, and carry a hash. */
export function compressed(name: string): string {
  if (name.length <= LINK_LENGTH) return name.toLowerCase();
  const hash = djb2(name);
  const words = name.toLowerCase().split('_');
  let short = words.filter((word, n) => n === 0 || word !== words[n - 1]).join('_');
  if (short.length > LINK_LENGTH)
    short = snake(name)
      .split('_')
      .map((word) => word.slice(0, 4))
      .join('_');
  const over = short.length + hash.length - LINK_LENGTH;
  return over > 0 ? short.slice(0, short.length - over) + hash : (short + hash).toLowerCase();
}

/** A module of ours for one of theirs: theirs may be in camel case. */
export function moduleName(service: string): string {
  return snake(service)
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
}
