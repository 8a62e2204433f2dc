// Owns relations as people write them: lazily named targets, so that files may import each other.
// Targets are typed `() => any`: a narrower type would make two entities that name each other a circular type.
import type { RelationDefinition } from '../format/definition.generated.ts';
import { targetOf, type NameOf } from './definition.ts';

/* eslint-disable @typescript-eslint/no-explicit-any */
const RELATION = Symbol.for('tidemark.relation');

type Kind = 'belongsTo' | 'hasOne' | 'hasMany' | 'manyToMany';
type Options<Names extends keyof RelationDefinition> = Pick<RelationDefinition, Names>;

export type BelongsToOptions = Options<
  | 'column'
  | 'references'
  | 'constraint'
  | 'foreignKey'
  | 'onDelete'
  | 'onUpdate'
  | 'match'
  | 'nullable'
  | 'deferrable'
  | 'notValid'
  | 'unique'
  | 'index'
  | 'primaryKey'
  | 'comment'
  | 'renamedFrom'
>;
export type HasOptions = Options<'mappedBy'>;
export type ManyToManyOptions = Options<'mappedBy' | 'through' | 'column' | 'inverseColumn' | 'foreignKey' | 'onDelete' | 'onUpdate'>;

export interface Relation {
  readonly [RELATION]: {
    readonly is: Kind;
    readonly target: () => unknown;
    readonly options: Partial<RelationDefinition>;
  };
}

export interface BelongsTo extends Relation {
  /** The foreign key may be null. */
  nullable(): BelongsTo;
  onDelete(action: NonNullable<RelationDefinition['onDelete']>): BelongsTo;
  onUpdate(action: NonNullable<RelationDefinition['onUpdate']>): BelongsTo;
  /** At most one row here for a row there. */
  unique(): BelongsTo;
  /** The column is part of the primary key. */
  primaryKey(): BelongsTo;
  comment(text: string): BelongsTo;
  renamedFrom(column: string): BelongsTo;
}

export function isRelation(value: unknown): value is Relation {
  return typeof value === 'object' && value !== null && RELATION in value;
}

export function relationDocument(name: string, relation: Relation, nameOf: NameOf): RelationDefinition {
  const { is, target, options } = relation[RELATION];
  const to = nameOf(targetOf(target, `the relation ${JSON.stringify(name)}`));
  return { [is]: to.entity, ...(to.module !== undefined && { module: to.module }), ...options };
}

/** A foreign key to `target`, in a column named <relation>_<key of target>, with an index. */
export function belongsTo(target: () => any, options: BelongsToOptions = {}): BelongsTo {
  const set = (more: BelongsToOptions): BelongsTo => belongsTo(target, { ...options, ...more });
  return Object.freeze({
    [RELATION]: { is: 'belongsTo', target, options },
    nullable: () => set({ nullable: true }),
    onDelete: (onDelete) => set({ onDelete }),
    onUpdate: (onUpdate) => set({ onUpdate }),
    unique: () => set({ unique: true }),
    primaryKey: () => set({ primaryKey: true }),
    comment: (comment) => set({ comment }),
    renamedFrom: (renamedFrom) => set({ renamedFrom }),
  } satisfies BelongsTo);
}

/** At most one row of `target` points here with belongsTo: its foreign key becomes unique. */
export function hasOne(target: () => any, options: HasOptions = {}): Relation {
  return Object.freeze({ [RELATION]: { is: 'hasOne' as const, target, options } });
}

/** Rows of `target` point here with belongsTo. */
export function hasMany(target: () => any, options: HasOptions = {}): Relation {
  return Object.freeze({ [RELATION]: { is: 'hasMany' as const, target, options } });
}

/** A pivot table between both, with foreign keys that cascade. */
export function manyToMany(target: () => any, options: ManyToManyOptions = {}): Relation {
  return Object.freeze({ [RELATION]: { is: 'manyToMany' as const, target, options } });
}
