// What definition files and configs import from 'tidemark'.
export * from './columns.ts';
export { entity, type Entity } from './entity.ts';
export type { ColumnRef, EntityOptions, Shape } from './entity-options.ts';
export { link, type Link, type LinkOptions } from './link.ts';
export { belongsTo, hasMany, hasOne, manyToMany, type BelongsTo, type Relation } from './relation.ts';
export { sql, type Expression, type Sql } from './expression.ts';
export type { Column } from './column.ts';
export { defineConfig, env } from './config.ts';
export type { Config } from '../format/config.generated.ts';
