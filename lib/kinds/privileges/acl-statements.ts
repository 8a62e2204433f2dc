// Owns the statements that lead from one `acl` attribute to another (see acl.ts).
import { compareText } from '../../catalog/address.ts';
import { TidemarkError } from '../../errors.ts';
import { asRole } from '../../sql/as-role.ts';
import { ident } from '../../sql/quote.ts';
import { parse, unquoted, type Entry } from './acl-entry.ts';
import { unnameable, without } from './maintain.ts';

export interface Place {
  /** "ON TABLE x " */
  readonly on: string;
  readonly owner: string;
  /** Quoted. */
  readonly column?: string | undefined;
  /** Oldest server major that runs them; default the newest. */
  readonly floor?: number;
}

export interface Said {
  readonly sql: string;
  readonly is: 'grant' | 'revoke';
  readonly role: string;
  /** Who says it, where that is not the owner. */
  readonly by: string | undefined;
}

/** Grantee by grantee: what goes first, then what comes. What other roles granted goes before anything else, and comes after it. */
export function aclStatements(before: readonly string[], after: readonly string[], place: Place): Said[] {
  const [f, t] = [before.map(parse), after.map(parse)];
  const disturbed = disturbedBy(f, t, place);
  const gone: Said[] = [];
  const owners: Said[] = [];
  const come: Said[] = [];
  for (const { role, by } of pairs([...f, ...t])) {
    const [from, to] = [of(f, role, by), of(t, role, by)];
    const again = by !== undefined && disturbed.has(by);
    for (const s of again
      ? [...roleStatements(role, by, from, [], place), ...roleStatements(role, by, [], to, place)]
      : roleStatements(role, by, from, to, place))
      (by === undefined ? owners : s.is === 'revoke' ? gone : come).push(s);
  }
  const deepest = byDepth(gone, f).reverse();
  return [...deepest, ...owners, ...byDepth(come, t)];
}

function pairs(entries: readonly Entry[]): { role: string; by: string | undefined }[] {
  const found = new Map(entries.map((e) => [`${e.role} ${e.by ?? ''}`, { role: e.role, by: e.by }]));
  return [...found.values()].sort((a, b) => compareText(a.by ?? '', b.by ?? '') || compareText(a.role, b.role));
}

/** Grantors whose own grant option is taken away for a moment: it cannot be while others have something from them. */
function disturbedBy(from: readonly Entry[], to: readonly Entry[], place: Place): ReadonlySet<string> {
  const found = new Set<string>();
  for (;;) {
    const size = found.size;
    for (const { role, by } of pairs(from)) {
      const [was, is] = [of(from, role, by), of(to, role, by)];
      const starred = was.filter((e) => e.star);
      const kept = starred.every((e) => is.some((o) => same(e, o)));
      const { gone, come } = changes(was, is);
      const again = (by !== undefined && found.has(by)) || unnameable([...gone, ...come], place);
      if (starred.length > 0 && (!kept || again)) found.add(role);
    }
    if (found.size === size) return found;
  }
}

/** By how many grants away from the owner the one is who says it. */
function byDepth(statements: readonly Said[], entries: readonly Entry[]): Said[] {
  const depth = (role: string, seen: readonly string[]): number =>
    seen.includes(role)
      ? 0
      : Math.max(0, ...entries.filter((e) => e.role === role && e.star && e.by !== undefined).map((e) => 1 + depth(e.by!, [...seen, role])));
  return statements
    .map((s, n) => ({ s, n, depth: depth(s.by!, []) }))
    .sort((a, b) => a.depth - b.depth || a.n - b.n)
    .map((x) => x.s);
}

const same = (a: Entry, b: Entry): boolean => a.sign === b.sign && a.privilege === b.privilege && a.star === b.star;

function of(list: readonly Entry[], role: string, by: string | undefined): Entry[] {
  return list.filter((e) => e.role === role && e.by === by);
}

function changes(from: readonly Entry[], to: readonly Entry[]): { readonly gone: readonly Entry[]; readonly come: readonly Entry[] } {
  return { gone: from.filter((a) => !to.some((b) => same(a, b))), come: to.filter((a) => !from.some((b) => same(a, b))) };
}

function roleStatements(role: string, by: string | undefined, from: readonly Entry[], to: readonly Entry[], place: Place): Said[] {
  const { gone, come } = changes(from, to);
  const comes = (sign: string, privilege: string): Entry | undefined =>
    come.find((e) => e.sign === sign && (e.privilege === privilege || e.privilege === 'ALL'));
  // The owner's own defaults carry no star: taking the star away leaves the privilege.
  const onlyStar = (e: Entry): boolean =>
    e.star &&
    ((role === '@owner' && place.column === undefined && comes('-', e.privilege) === undefined) ||
      come.some((c) => c.sign === '+' && c.privilege === e.privilege));
  const plus = gone.filter((e) => e.sign === '+');
  const options = plus.filter(onlyStar);
  const revokes = plus.filter((e) => !onlyStar(e) && (e.star || comes('+', e.privilege) === undefined));
  const restores = gone.filter((e) => e.sign === '-' && comes('-', e.privilege) === undefined && comes('+', e.privilege) === undefined);
  // A privilege that only loses its star is already there.
  const grants = come.filter((e) => e.sign === '+' && !(!e.star && options.some((o) => o.privilege === e.privilege)));

  const who = roleSql(role, place.owner);
  const say = (privileges: readonly string[], verb: string, tail = ''): Said[] => {
    if (privileges.length === 0) return [];
    const names = [...new Set(privileges)].sort(compareText).map((p) => (place.column === undefined ? p : `${p} (${place.column})`));
    const is = verb === 'GRANT' ? 'grant' : 'revoke';
    const sql = `${verb} ${names.join(', ')} ${place.on}${is === 'grant' ? 'TO' : 'FROM'} ${who}${tail}`;
    return [{ sql: by === undefined ? sql : asRole(grantor(by, place), sql), is, role, by }];
  };
  if (unnameable([...gone, ...come], place)) return without(role, to).flatMap((s) => say(s.privileges, s.verb, s.tail));
  const privileges = (entries: readonly Entry[]): string[] => entries.map((e) => e.privilege);
  const minus = come.filter((e) => e.sign === '-');
  return [
    ...say(privileges(options), 'REVOKE GRANT OPTION FOR'),
    ...say(privileges(revokes), 'REVOKE'),
    ...say(privileges(restores), 'GRANT'),
    ...say(privileges(minus), 'REVOKE'),
    ...say(privileges(grants.filter((e) => !e.star)), 'GRANT'),
    ...say(privileges(grants.filter((e) => e.star)), 'GRANT', ' WITH GRANT OPTION'),
  ];
}

/** Whoever may act for the owner grants as the owner: the role that runs plans can never say it as itself. */
function grantor(by: string, place: Place): string {
  if (!by.startsWith('@')) return unquoted(by);
  throw new TidemarkError('GRANTOR_IS_RUNNER', `the role that runs plans granted something ${place.on.trim().toLowerCase()} by itself, not as the owner's`, {
    next: 'take that grant back and give it again as the owner, or run plans as another role',
    exit: 3,
  });
}

/** A role as GRANT and OWNER TO write it. */
export function roleSql(role: string, owner = '@runner'): string {
  if (role === 'PUBLIC') return 'PUBLIC';
  if (role === '@runner') return 'CURRENT_USER';
  if (role === '@owner') return owner === '@runner' ? 'CURRENT_USER' : ident(owner);
  return ident(unquoted(role));
}
