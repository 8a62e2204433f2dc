// Owns running segments on the shadow at their commit boundaries, and what is done where our own sample rows are in the way.
import { addressOf } from '../../catalog/address.ts';
import { TidemarkError } from '../../errors.ts';
import type { Segment, Step } from '../../plan/step.ts';
import { subjectOf } from '../../plan/document/touches.ts';
import type { ServerError, Session } from '../session/session.ts';
import { emptyTable } from './seed.ts';

/**
 * Data exceptions and violations; names that a text in a row does not mean, where it becomes a regclass, a regproc or a regtype; syntax, as
 * types of extensions call a text that is none of theirs; what a function of the definitions raises.
 */
const refusesRows = /^(2[23]|42P01|42883|42704|42601|P0)/;

/** How transactions end: tried alone, they leave everything as it is. */
type End = 'COMMIT' | 'ROLLBACK';

/**
 * Our sample rows are constants: where a step cannot take them (a narrowing, a new check) its table is emptied and the
 * segment runs again. Only errors that rows can bring about are answered so.
 */
export async function careful(session: Session, segments: readonly Segment[], where: string, emptied: Set<string>, end: End = 'COMMIT'): Promise<void> {
  for (const segment of segments) {
    const tried = new Set<string>();
    for (;;) {
      try {
        await runSegments(session, [segment], where, end);
        break;
      } catch (error) {
        const { step, cause } = (error as { step?: Step; cause?: ServerError }) ?? {};
        const code = cause?.code ?? '';
        if (step === undefined || !refusesRows.test(code)) throw error;
        const left = (tables: string[][]): string[][] => tables.filter((t) => !tried.has(t.join('.')));
        // A domain's step names no table at all: the server says whose rows are in the way.
        const said = cause?.schema === undefined || cause.table === undefined ? [] : [[cause.schema, cause.table]];
        const tables = [tablesOf(step), writtenIn(step), said].map(left).find((t) => t.length > 0) ?? [];
        if (tables.length === 0) throw error;
        if (step.probe?.repair !== undefined) await session.run(step.probe.repair);
        for (const t of tables) {
          tried.add(t.join('.'));
          for (const name of await emptyTable(session, beforeRenames(t, segment))) emptied.add(name);
        }
      }
    }
  }
}

/** By the name that it has again, now that the segment was rolled back with its renames. */
function beforeRenames(table: readonly string[], { steps }: Segment): readonly string[] {
  let name = table;
  for (const { makes, breaks } of [...steps].reverse()) {
    const n = makes.findIndex((k) => addressOf(k).names.join('\0') === name.join('\0'));
    if (n >= 0 && breaks[n] !== undefined && addressOf(breaks[n]).kind === addressOf(makes[n]!).kind) name = addressOf(breaks[n]).names;
  }
  return name;
}

/** The relations a step is about: the first two names of what it touches. */
function tablesOf(step: Step): string[][] {
  const names = [...step.makes, ...step.alters, ...step.breaks].map((k) => addressOf(k).names.slice(0, 2)).filter((n) => n.length === 2);
  return [...new Map(names.map((n) => [n.join('.'), [...n]])).values()];
}

/** Every qualified name in its text: a type's step converts the columns of tables that no address of it names. */
function writtenIn(step: Step): string[][] {
  const names = [...step.sql.matchAll(/"((?:[^"]|"")+)"\."((?:[^"]|"")+)"/g)].map((m) => [m[1]!, m[2]!].map((n) => n.replaceAll('""', '"')));
  return [...new Map(names.map((n) => [n.join('.'), n])).values()];
}

export async function runSegments(session: Session, segments: readonly Segment[], where: string, end: End = 'COMMIT'): Promise<void> {
  // What apply and replay set, and introspection takes away: unqualified names of hand-written steps mean public.
  await session.run('SET search_path = public');
  for (const s of segments) {
    if (s.transaction) await session.run('BEGIN');
    for (const step of s.steps) {
      try {
        await session.run(step.sql);
      } catch (error) {
        if (s.transaction) await session.run('ROLLBACK');
        throw Object.assign(refused(step, where, error as ServerError), { step });
      }
    }
    if (s.transaction) await session.run(end);
  }
}

function refused(step: Step, where: string, error: ServerError): Error {
  if (error instanceof TidemarkError) return error;
  // With a real server as shadow it may be said in any language.
  if (error.code === '42804' && (/ cannot be cast automatically to type /.test(error.message) || error.routine === 'ATPrepAlterColumnType'))
    return new TidemarkError('CAST_MISSING', `${subjectOf(step.does)} (${where}): ${error.message}`, {
      at: { object: subjectOf(step.does) },
      details: [step.sql],
      next: 'add `using:` to the column: an expression that makes the new type of the old value; or change the column in two plans',
      exit: 3,
      cause: error,
    });
  return new TidemarkError('PLAN_UNPROVED', `the shadow refused "${step.does}" (${where}): ${error.message}`, {
    at: { object: subjectOf(step.does) },
    details: [step.sql, ...[error.detail, error.hint].filter((d): d is string => d !== undefined)],
    next: 'change the definition, or report this plan: nothing was written',
    cause: error,
  });
}
