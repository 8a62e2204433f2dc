// What Medusa's framework looks like from outside, as far as models and links go: the same symbols and methods, none of its code.
// Stands in for node_modules/@medusajs/framework/utils, so that specs need no download; `npm run medusa` measures the real one.
const snake = (s) => s.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
const pascal = (s) => {
  const camel = s.replace(/[^A-Za-z0-9]+(.)/g, (_, c) => c.toUpperCase());
  return camel[0].toUpperCase() + camel.slice(1);
};

function property(name, options) {
  const said = { fieldName: '', dataType: { name, ...(options && { options }) }, nullable: false, computed: false, indexes: [], relationships: [] };
  const made = {
    parse: (fieldName) => ({ ...said, fieldName }),
    nullable: () => ((said.nullable = true), made),
    computed: () => ((said.computed = true), made),
    primaryKey: () => ((said.primaryKey = true), made),
    default: (value) => ((said.defaultValue = value), made),
    index: (n) => (said.indexes.push({ name: n, type: 'index' }), made),
    unique: (n) => (said.indexes.push({ name: n, type: 'unique' }), made),
    searchable: () => made,
  };
  return made;
}

function relation(type, entity, options = {}) {
  let nullable = false;
  const made = {
    type,
    parse: (name) => ({ name, type, nullable, entity, options, searchable: false, ...('mappedBy' in options && { mappedBy: options.mappedBy }) }),
    nullable: () => ((nullable = true), made),
    searchable: () => made,
  };
  return made;
}

function predicate(where) {
  if (where === null) return undefined;
  if (typeof where === 'string') return /deleted_at is (not )?null/i.test(where) ? where : `${where} AND deleted_at IS NULL`;
  const text = (v) => (typeof v === 'string' ? `'${v.replaceAll("'", "''")}'` : v);
  const value = (v) =>
    v === null
      ? 'IS NULL'
      : typeof v === 'boolean'
        ? `IS ${String(v).toUpperCase()}`
        : typeof v === 'object'
          ? v.$ne === null
            ? 'IS NOT NULL'
            : `!= ${text(v.$ne)}`
          : `= ${text(v)}`;
  return Object.entries({ ...where, deleted_at: null })
    .map(([k, v]) => `${k} ${value(v)}`)
    .join(' AND ');
}

function define(named, given) {
  const { name, tableName } = typeof named === 'string' ? { name: named.split('.').at(-1), tableName: named } : { name: named.tableName, ...named };
  const raw = Object.entries(given).flatMap(([k, p]) => {
    const { dataType, nullable, computed, defaultValue } = p.parse(k);
    if (dataType?.name !== 'bigNumber') return [];
    const json = property('json');
    if (defaultValue !== undefined) json.default({ value: String(defaultValue), precision: 20 });
    if (nullable) json.nullable();
    return [[`raw_${k}`, computed ? json.computed() : json]];
  });
  const schema = {
    ...given,
    ...Object.fromEntries(raw),
    created_at: property('dateTime'),
    updated_at: property('dateTime'),
    deleted_at: property('dateTime').nullable(),
  };
  const said = { name: pascal(name), tableName, schema, cascades: {}, indexes: [], checks: [] };
  const entity = {
    [Symbol.for('isDmlEntity')]: true,
    name: said.name,
    schema,
    parse: () => said,
    cascades: (c) => ((said.cascades = c), entity),
    indexes: (list) => ((said.indexes = list.map((i) => ({ unique: false, ...i, where: predicate(i.where === undefined ? {} : i.where) }))), entity),
    checks: (list) => ((said.checks = list), entity),
  };
  return entity;
}

const kinds = ['text', 'number', 'float', 'bigNumber', 'boolean', 'dateTime', 'json', 'array'];
exports.model = {
  define,
  ...Object.fromEntries(kinds.map((k) => [k, () => property(k)])),
  id: (options) => property('id', options),
  autoincrement: () => property('serial'),
  enum: (choices) => property('enum', { choices }),
  hasOne: (e, o = {}) => relation(o.foreignKey ? 'hasOneWithFK' : 'hasOne', e, o),
  hasMany: (e, o) => relation('hasMany', e, o),
  belongsTo: (e, o) => relation('belongsTo', e, o),
  manyToMany: (e, o) => relation('manyToMany', e, o),
};

exports.MedusaService = (models) =>
  class {
    static models = models;
  };

exports.Module = (serviceName, { service }) => {
  const models = Object.entries(service.models ?? {});
  const key = (entity) => `${snake(entity.parse().name)}_id`;
  service.prototype.__joinerConfig = () => ({
    serviceName,
    primaryKeys: ['id'],
    linkableKeys: Object.fromEntries(models.map(([, e]) => [key(e), e.parse().name])),
    alias: models.map(([, e]) => ({ name: [snake(e.parse().name)], entity: e.parse().name })),
  });
  const linkable = models.map(([, e]) => {
    const entity = e.parse().name;
    return [entity[0].toLowerCase() + entity.slice(1), { linkable: key(e), primaryKey: 'id', serviceName, field: snake(entity), entity }];
  });
  return { service, linkable: Object.fromEntries(linkable) };
};

exports.defineLink = (left, right, { database, readOnly } = {}) => {
  const shell = readOnly ? undefined : { [Symbol.for('DefineLink')]: true, serviceName: '', entity: '', entryPoint: '' };
  globalThis.MedusaModule.setCustomLink((modules) => {
    const relationships = [left, right].map((side) => {
      const { linkable, serviceName, entity, primaryKey } = side.linkable?.linkable ? side.linkable : side;
      if (!modules.some((m) => m.serviceName === serviceName)) throw new Error(`Service ${serviceName} was not found. If this is your module, say so`);
      return {
        serviceName,
        entity,
        primaryKey,
        foreignKey: linkable,
        alias: side.alias ?? snake(entity),
        hasMany: side.isList === true,
        deleteCascade: side.deleteCascade === true,
      };
    });
    if (readOnly) return { isLink: true, isReadOnlyLink: true, extends: [] };
    shell.serviceName = `${relationships.map((r) => pascal(`${r.serviceName}_${r.alias}`)).join('')}Link`;
    const config = database && { databaseConfig: { tableName: database.table, idPrefix: database.idPrefix, extraFields: database.extraColumns } };
    return { serviceName: shell.serviceName, isLink: true, relationships, ...config };
  });
  return shell;
};

exports.defineConfig = (config) => ({ plugins: [], ...config });
