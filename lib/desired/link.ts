// link(): the table between two entities of different modules, as people write it.
import type { LinkBody, LinkDefinition, LinkSide } from '../format/definition.generated.ts';
import { columnData, type Column } from './column.ts';
import { calledOf, define, isDefinition, targetOf, type Definition, type NameOf } from './definition.ts';

/* eslint-disable @typescript-eslint/no-explicit-any */
export type Side = Definition | (() => any) | (Omit<LinkSide, 'entity' | 'module'> & { readonly entity: Definition | (() => any) });

export type LinkOptions = Omit<LinkBody, 'left' | 'right' | 'extraColumns'> & {
  readonly extraColumns?: { readonly [name: string]: Column<any> };
};

export interface Link extends Definition {
  toJSON(): LinkDefinition;
}

/** Links two entities: a table with a foreign key to each, unless `readOnly`. */
export function link(left: Side, right: Side, options: LinkOptions = {}): Link {
  const { extraColumns, ...rest } = options;
  const columns =
    extraColumns === undefined
      ? {}
      : {
          extraColumns: Object.fromEntries(Object.entries(extraColumns).map(([n, c]) => [n, columnData(c).definition])),
        };
  return define('link', `${nameOfSide(left)}_${nameOfSide(right)}`, {}, (nameOf) => ({
    link: { left: side(left, 'left', nameOf), right: side(right, 'right', nameOf), ...rest, ...columns },
  })) as Link;
}

function nameOfSide(given: Side): string {
  return isDefinition(given) ? calledOf(given) : '';
}

function side(given: Side, which: string, nameOf: NameOf): LinkSide {
  // An import that was never exported arrives here as undefined, whatever the types say.
  const whole = isDefinition(given) || typeof given !== 'object' || given === null;
  const { entity, ...rest } = whole ? { entity: given } : given;
  const target = typeof entity === 'function' ? entity : (): unknown => entity;
  return {
    ...nameOf(targetOf(target, `the ${which} side of a link`)),
    ...rest,
  };
}
