// Owns what the kinds rendered for one object, and the step that each draft becomes.
import { compareText, keyOf, show, type Key } from '../catalog/address.ts';
import type { CatalogObject } from '../catalog/catalog.ts';
import type { Draft, Outcome } from '../kinds/kind.ts';
import type { Step } from './step.ts';

export interface Rendered {
  readonly key: Key;
  readonly sign: '+' | '~' | '-' | '±';
  readonly object: CatalogObject;
  readonly drafts: readonly Draft[];
  /** Comments, owner, grants: run after, and nothing waits for them. */
  readonly trailing: readonly Draft[];
}

/** The draft that makes the object: the last one that asks for nothing more, or at least not for the object itself. */
export function mainDraft(drafts: readonly Draft[], key: Key): number {
  const last = (is: (d: Draft) => boolean): number => drafts.reduce((at, d, i) => (is(d) ? i : at), -1);
  const free = last((d) => (d.needs ?? []).length === 0);
  if (free >= 0) return free;
  const maker = last((d) => !(d.needs ?? []).some((at) => keyOf(at) === key));
  return maker >= 0 ? maker : drafts.length - 1;
}

export function stepOf(r: Pick<Rendered, 'key' | 'sign' | 'object'>, draft: Draft, effect: Pick<Step, 'makes' | 'alters' | 'breaks'>): Step {
  const keys = (list: readonly { kind: string; names: readonly string[]; args: readonly string[] }[] | undefined): Key[] => (list ?? []).map(keyOf);
  const what = draft.what === undefined ? '' : `: ${draft.what}`;
  return {
    does: `${r.sign} ${show(r.object.at)}${what}`,
    sql: draft.sql.trim().replace(/;\s*$/, ''),
    commit: draft.commit ?? 'inside',
    timeout: draft.timeout ?? 'lock',
    check: draft.check,
    probe: draft.probe,
    makes: unique([...effect.makes, ...keys(draft.makes)]),
    alters: unique([...effect.alters, ...keys(draft.alters)]),
    breaks: unique([...effect.breaks, ...keys(draft.breaks)]),
    needs: unique(keys(draft.needs)),
  };
}

function unique(keys: readonly Key[]): Key[] {
  return [...new Set(keys)].sort(compareText);
}

/** What is to be run for it. */
export function draftsOf(outcome: Outcome): readonly Draft[] {
  if (outcome === null || outcome === 'replace') return [];
  return Array.isArray(outcome) ? (outcome as readonly Draft[]) : [outcome as Draft];
}
