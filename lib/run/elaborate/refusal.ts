// Owns what a person reads when PostgreSQL refuses a definition: the server's words, at the line they are about.
import { TidemarkError, type Place } from '../../errors.ts';
import type { Authored } from '../../desired/authored.ts';
import { parse } from '../../sql/parse.ts';
import { createsOf } from '../../sql/creates.ts';
import type { ServerError } from '../session/session.ts';

export interface Refused {
  readonly statement: Authored;
  readonly error: ServerError;
}

const SYNTAX = '42601';
const MISSING_RELATION = '42P01';
const CIRCLE = 'these definitions refer to each other: take one of the references out of its CREATE, into an ALTER TABLE … ADD CONSTRAINT of its own';
// duplicate table, object, function, schema, alias, cursor … what stands is what another statement made.
const duplicates = new Set(['42P07', '42710', '42723', '42P06']);

/** True when trying again after other statements cannot help. */
export function isFinal({ error }: Refused): boolean {
  return error.code === SYNTAX || duplicates.has(error.code ?? '');
}

/** One error for all that was refused: about the one that no other statement can mend, else the first. */
export async function refusal(refused: readonly Refused[], loaded: readonly Authored[]): Promise<TidemarkError> {
  const root = await rootOf(refused);
  const worst = refused.find((r) => r.error.code === SYNTAX) ?? refused.find(isFinal) ?? root ?? refused[0]!;
  const { statement, error } = worst;
  const again = duplicates.has(error.code ?? '');
  if (again || /\bor\s+replace\b/i.test(statement.sql)) {
    // OR REPLACE may also fail on what another file made, in words that do not say so.
    const first = await makerOf(statement, again ? loaded : loaded.filter((l) => l.file !== statement.file));
    if (first !== undefined) return duplicate(first.what, first.statement, statement);
  }
  const said = [error.detail, error.hint].filter((text): text is string => text !== undefined && text !== '');
  const others = refused.filter((r) => r !== worst).map((r) => `also refused, ${shown(placeOf(r))}: ${r.error.message}`);
  return new TidemarkError('DEFINITION_REFUSED', `PostgreSQL refuses a definition of module ${statement.module}: ${error.message}`, {
    at: placeOf(worst),
    details: [...said, ...new Set(others)],
    next: root === undefined && error.code === MISSING_RELATION ? CIRCLE : nextFor(error),
    cause: error,
  });
}

/** The first that does not mention what another refused statement would have made: the rest may only follow from it. None in a circle. */
async function rootOf(refused: readonly Refused[]): Promise<Refused | undefined> {
  const made = await Promise.all(refused.map((r) => creation(r.statement.sql)));
  const mentions = (sql: string, name: string): boolean =>
    sql
      .toLowerCase()
      .split(/[^\p{L}\p{N}_$]+/u)
      .includes(name.toLowerCase());
  return refused.find((r, n) => !made.some((m, other) => other !== n && m !== undefined && m.name !== made[n]?.name && mentions(r.statement.sql, m.name)));
}

export function duplicate(what: string, first: Authored, second: Authored): TidemarkError {
  const same = first.module === second.module ? `twice in module ${first.module}` : `by module ${first.module} and by module ${second.module}`;
  return new TidemarkError('DEFINITION_DUPLICATE', `${what} is defined ${same}: ${shown(first)} and ${shown(second)}`, {
    at: { file: second.file, line: second.line, pointer: second.pointer, object: what },
    next: 'keep one of the two definitions',
  });
}

/** The statement among `earlier` that creates what `statement` creates. */
export async function makerOf(statement: Authored, earlier: readonly Authored[]): Promise<{ statement: Authored; what: string } | undefined> {
  const made = await creation(statement.sql);
  if (made === undefined) return undefined;
  const hint = made.name.toLowerCase();
  for (const one of earlier) {
    if (one === statement || !one.sql.toLowerCase().includes(hint)) continue;
    const other = await creation(one.sql);
    if (other !== undefined && other.key === made.key) return { statement: one, what: made.shown };
  }
  return undefined;
}

// Relations and types share their names: a view and a table of one name collide.
const relations = new Set(['table', 'view', 'materialized view', 'sequence', 'index', 'foreign table', 'type', 'domain']);

async function creation(sql: string): Promise<{ key: string; name: string; shown: string } | undefined> {
  const [statement] = await parse(sql, { tolerant: true, psql: 'skip' });
  const made = statement === undefined || statement.error !== undefined ? undefined : createsOf(statement.node);
  const name = made?.names.at(-1);
  if (made === undefined || name === undefined) return undefined;
  const names = made.names.length === 1 && made.on === undefined ? made.names : made.names.filter((n, i) => !(i === 0 && n === 'public'));
  const args = made.args === undefined ? '' : `(${made.args.join(', ')})`;
  const space = relations.has(made.kind) ? 'relation' : made.kind;
  return { key: JSON.stringify([space, names, args]), name, shown: `${made.kind} ${made.names.join('.')}${args}` };
}

function placeOf({ statement, error }: Refused): Place {
  const { file, line, pointer, sql } = statement;
  // Generated text has no lines of its own: the pointer says where.
  if (pointer !== undefined) return { file, line, pointer };
  if (error.position === undefined) return { file, line };
  const before = [...sql].slice(0, Number(error.position) - 1);
  return { file, line: line + before.filter((c) => c === '\n').length };
}

function shown(place: Place): string {
  return `${place.file ?? ''}${place.pointer === undefined ? `:${place.line ?? 1}` : `#${place.pointer}`}`;
}

function nextFor(error: ServerError): string {
  if (error.code === '25001') return 'write the plain form: tidemark chooses the form that runs outside a transaction by itself';
  // What the parser itself does not take, no server does.
  const lacks = (error.code === '0A000' && error.routine?.startsWith('transform') !== true) || error.code === '58P01';
  if (lacks) return 'give tidemark a server that can: --shadow postgres://…, an empty database';
  return 'correct the definition';
}
