// Every property, modifier, relation, index form, check and cascade of Medusa's model language. everything.sql is what its own ORM makes of these.
const { model } = require('@medusajs/framework/utils');
const P = model
  .define('parentThing', {
    id: model.id({ prefix: 'p' }).primaryKey(),
    kids: model.hasMany(() => K, { mappedBy: 'parent' }),
    one: model.hasOne(() => O, { mappedBy: 'parent' }),
    others: model.manyToMany(() => O, { mappedBy: 'parents' }),
    fk: model.hasOne(() => F, { foreignKey: true, mappedBy: undefined }).nullable(),
    fk2: model.hasOne(() => F, { foreignKey: true, mappedBy: undefined }),
    named: model.hasOne(() => F, { foreignKey: true, mappedBy: undefined, foreignKeyName: 'my_name' }),
  })
  .cascades({ delete: ['kids'] });
const F = model.define('foreign', { email: model.text().primaryKey() });
const K = model.define('kid', {
  n: model.number().primaryKey(),
  parent: model.belongsTo(() => P, { mappedBy: 'kids' }),
  np: model.belongsTo(() => P).nullable(),
  second: model.belongsTo(() => P, { mappedBy: 'kids', foreignKeyName: 'secondParent' }),
});
const O = model.define(
  { name: 'OtherThing', tableName: 'app.other_thing' },
  { id: model.id().primaryKey(), parent: model.belongsTo(() => P, { mappedBy: 'one' }).nullable(), parents: model.manyToMany(() => P, { mappedBy: 'others' }) },
);
const S = model.define('serialKey', { n: model.autoincrement().primaryKey(), m: model.autoincrement(), flag: model.boolean() });
const C = model.define('city', {
  id: model.id().primaryKey(),
  roads: model.manyToMany(() => R, { pivotTable: 'city_road', joinColumn: 'c_id', inverseJoinColumn: 'r_id', mappedBy: 'cities' }),
});
const R = model.define('road', { id: model.id().primaryKey(), cities: model.manyToMany(() => C, { mappedBy: 'roads' }) });
const N = model
  .define('node', {
    id: model.id().primaryKey(),
    name: model.text(),
    to: model.manyToMany(() => N, { mappedBy: 'from', pivotTable: 'node_edges' }),
    from: model.manyToMany(() => N, { mappedBy: 'to' }),
    parent: model.belongsTo(() => N, { mappedBy: 'children' }).nullable(),
    children: model.hasMany(() => N, { mappedBy: 'parent' }),
  })
  .cascades({ delete: ['children'] });
const T = model
  .define('everything', {
    a: model.text().primaryKey(),
    b: model.number().primaryKey(),
    s: model.autoincrement(),
    big: model.bigNumber().default(10.5),
    bigs: model.bigNumber().default('12'),
    bign: model.bigNumber().nullable(),
    fl: model.float().default(1.5),
    bo: model.boolean().default(true),
    bof: model.boolean().default(false).nullable(),
    dt: model.dateTime().nullable(),
    js: model.json().default({ a: 'x' }),
    jsa: model.json().default([1]),
    arr: model.array().default(['a', 'b c']),
    arre: model.array().default([]),
    en: model.enum(['a', 'b']).default('a'),
    en1: model.enum(['only']).nullable(),
    num: model.enum([1, 2]),
    t: model.text().default('its').searchable().index(),
    tn: model.text().default('x').nullable(),
    u: model.text().unique('my_u'),
    camelCase: model.text().index(),
    comp: model.bigNumber().computed(),
    compt: model.text().computed(),
    nidx: model.number().default(0),
    idp: model.id({ prefix: 'x' }).nullable(),
    veryLongColumnNameThatGoesOnAndOnUntilItIsFarTooLongForPostgres: model.text().unique(),
    very_long_enum_name_that_goes_on_and_on_until_it_is_too_long_x: model.enum(['x', 'y']),
  })
  .indexes([
    { on: ['t', 'u'], unique: true },
    { on: ['js'], type: 'GIN' },
    { name: 'named', on: ['t'], where: { bo: true, nidx: { $ne: 5 }, tn: null } },
    { on: ['u'], where: 'nidx > 5' },
    { on: ['fl'], where: null },
    { on: ['t'], where: 'nidx > 9' },
  ])
  .checks([(c) => `${c.nidx} >= 0`, { name: 'my_check', expression: (c) => `${c.fl} > 0` }, { property: 'bo', expression: 'bo is not null' }]);
const L = model.define('a_table_with_a_name_that_is_long_enough_to_hurt', {
  id: model.id().primaryKey(),
  a_relation_with_a_long_name_too: model.belongsTo(() => P),
  things: model.enum(['a']),
});
const Two = model.define('twoKeys', {
  a: model.text().primaryKey(),
  n: model.number().primaryKey(),
  code: model.id().default('none').unique(),
  others: model.manyToMany(() => Other, { mappedBy: 'twos' }),
  named: model.manyToMany(() => Other, { mappedBy: 'named', pivotTable: 'named_pairs', joinColumn: ['two_a', 'two_n'], inverseJoinColumn: ['o_x', 'o_y'] }),
  next: model.manyToMany(() => Two, { mappedBy: 'previous', pivotTable: 'after' }),
  previous: model.manyToMany(() => Two, { mappedBy: 'next' }),
});
const Other = model
  .define('otherOne', {
    x: model.id().primaryKey(),
    y: model.number().primaryKey(),
    twos: model.manyToMany(() => Two, { mappedBy: 'others' }),
    named: model.manyToMany(() => Two, { mappedBy: 'named' }),
    a_column_with_a_name_that_is_long_enough_to_be_cut_in_checks: model.number(),
  })
  .checks([{ property: 'a_column_with_a_name_that_is_long_enough_to_be_cut_in_checks', expression: 'y > 0' }]);
module.exports = { P, F, K, O, S, C, R, N, T, L, Two, Other };
