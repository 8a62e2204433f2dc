// Owns what a Medusa model looks like from outside: objects known by registered symbols and methods, so that nothing of Medusa is imported.

export interface DmlIndex {
  readonly name?: string;
  readonly on: readonly string[];
  readonly unique?: boolean;
  readonly type?: string;
  /** The predicate as Medusa finished it; undefined: none. */
  readonly where?: string;
}

export interface DmlCheck {
  readonly name?: string;
  readonly property?: string;
  readonly expression: string | ((columns: { readonly [property: string]: string }) => string);
}

/** What entity.parse() says. */
export interface DmlModel {
  readonly name: string;
  /** As written: camel case is not undone, a schema stands before a dot. */
  readonly tableName: string;
  readonly schema: { readonly [name: string]: { parse(name: string): DmlField } };
  readonly cascades: { readonly delete?: readonly string[]; readonly detach?: readonly string[] };
  readonly indexes: readonly DmlIndex[];
  readonly checks: readonly (DmlCheck | DmlCheck['expression'])[];
}

export interface DmlEntity {
  parse(): DmlModel;
}

export interface DmlProperty {
  readonly fieldName: string;
  readonly dataType: { readonly name: string; readonly options?: { readonly [option: string]: unknown } };
  readonly nullable: boolean;
  readonly computed?: boolean;
  readonly primaryKey?: boolean;
  readonly defaultValue?: unknown;
  readonly indexes: readonly { readonly name?: string; readonly type: 'index' | 'unique' }[];
}

export interface DmlRelation {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly mappedBy?: string;
  readonly options: { readonly [option: string]: unknown };
  readonly entity: unknown;
}

export type DmlField = DmlProperty | DmlRelation;

const ENTITY = Symbol.for('isDmlEntity');

export function isDmlEntity(value: unknown): value is DmlEntity {
  return typeof value === 'object' && value !== null && (value as { readonly [ENTITY]?: unknown })[ENTITY] === true && 'parse' in value;
}

export function isProperty(field: DmlField): field is DmlProperty {
  return 'fieldName' in field;
}

/** What a Medusa module exports: `Module(name, { service })`. */
export interface MedusaModule {
  readonly service: { readonly prototype: { readonly __joinerConfig?: (() => JoinerConfig) | JoinerConfig } };
}

export interface JoinerConfig {
  readonly serviceName?: string;
  readonly primaryKeys?: readonly string[];
  /** Key of a link -> the entity it belongs to. */
  readonly linkableKeys?: { readonly [key: string]: string };
}

export function isMedusaModule(value: unknown): value is MedusaModule {
  const service = (value as Partial<MedusaModule> | null | undefined)?.service;
  return typeof service === 'function' && (service as MedusaModule['service']).prototype.__joinerConfig !== undefined;
}

export function joinerConfig({ service: { prototype } }: MedusaModule): JoinerConfig {
  const config = prototype.__joinerConfig;
  return (typeof config === 'function' ? config.call(prototype) : config) ?? {};
}

const LINK = Symbol.for('DefineLink');

/** What defineLink() hands back: an empty shell that is filled in once all modules are known. */
export function isDefinedLink(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { readonly [LINK]?: unknown })[LINK] === true;
}

/** A link once its modules are known. */
export interface LinkConfig {
  readonly serviceName?: string;
  readonly isReadOnlyLink?: boolean;
  readonly databaseConfig?: {
    readonly tableName?: string;
    readonly idPrefix?: string;
    readonly extraFields?: { readonly [column: string]: ExtraField };
  };
  readonly relationships?: readonly LinkEnd[];
}

export interface LinkEnd {
  readonly serviceName: string;
  readonly entity?: string;
  readonly primaryKey: string;
  /** The column or, as a comma list, the columns of the link table. */
  readonly foreignKey: string;
  readonly alias?: string;
  readonly deleteCascade?: boolean;
  readonly hasMany?: boolean;
}

export interface ExtraField {
  readonly type: string;
  readonly defaultValue?: string;
  readonly nullable?: boolean;
  readonly options?: { readonly [option: string]: unknown };
}
