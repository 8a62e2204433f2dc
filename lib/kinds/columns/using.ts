// Owns the expression that a column's change of type needs where nobody wrote one.
import { TidemarkError } from '../../errors.ts';
import { ident } from '../../sql/quote.ts';
import { isText, needsUsing } from './casts.ts';
import type { Context, Difference } from '../kind.ts';
import type { KnownCast } from './known-casts.ts';
import { isUserMade, labelsOf, underDomains } from '../sql-types/type-of-ours.ts';

/**
 * An explicit cast only where PostgreSQL has no assignment cast: then reading the text either fits or fails, and never cuts.
 * Anything but a text needs somebody's word for what it means; on a way back the text form is that word.
 */
export function explicitly(d: Difference, from: string, to: string, known: KnownCast | undefined, ctx: Context): string | undefined {
  const name = ident(d.to.at.names[2]!);
  const [below, under] = [underDomains(from, ctx.current), underDomains(to, ctx.desired)];
  if (known === undefined ? !needsUsing(below, under, (type) => isUserMade(type, ctx)) : known.how === 'assignment' || (known.how === 'none' && isText(to)))
    return undefined;
  // Of arrays it is the elements that are read.
  const arrays = [below, under].every((type) => type.endsWith('[]'));
  const [was, is] = arrays ? [below.slice(0, -2), under.slice(0, -2)] : [below, under];
  if (isText(was)) return `${name}::${to}`;
  // From enum to enum a label is its text: it is one of the new ones or it is refused.
  if (labelsOf(was, ctx.current) !== undefined && labelsOf(is, ctx.desired) !== undefined) return `${name}::text${arrays ? '[]' : ''}::${to}`;
  if (ctx.back) return `${name}::${known?.how === 'explicit' ? '' : 'text::'}${to}`;
  throw new TidemarkError('CAST_MISSING', `${d.to.at.names.join('.')} cannot become ${to}: PostgreSQL has no assignment cast from ${from}`, {
    at: { object: `table column ${d.to.at.names.join('.')}` },
    next:
      known?.how === 'explicit'
        ? `add \`using: ${name}::${to}\` to the column: there is an explicit cast, which somebody has to ask for`
        : `add \`using:\` to the column: an expression that makes ${to} of the old value`,
    exit: 3,
  });
}
