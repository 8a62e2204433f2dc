import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { check, type Document } from '../../lib/format/check.ts';
import { TidemarkError } from '../../lib/errors.ts';

const test = suite('documents are checked');

function refusal(value: unknown, what: Document = 'definition'): TidemarkError {
  try {
    check(what, value, 'schema/product/x.json');
  } catch (e) {
    if (e instanceof TidemarkError) return e;
    throw e;
  }
  throw new Error(`accepted: ${JSON.stringify(value)}`);
}

const text = { type: 'text' };
const entity = (more: object): object => ({ entity: 'product', columns: { id: text }, ...more });
const column = (c: object): object => entity({ columns: { c } });

test('documents of every shape are accepted', () => {
  const good = [
    entity({
      $schema: 'x',
      table: 'p',
      schema: 's',
      comment: 'c',
      renamedFrom: 'q',
      timestamps: true,
      softDelete: true,
      unlogged: true,
      owner: 'o',
      options: { fillfactor: 70, autovacuum_enabled: false },
    }),
    entity({ primaryKey: ['id'] }),
    entity({ primaryKey: { name: 'pk', columns: ['id'] } }),
    entity({ uniques: [{ columns: ['a'], nullsNotDistinct: true, deferrable: 'initially deferred' }] }),
    entity({
      indexes: [
        {
          columns: ['a', { expression: 'lower(b)', opclass: 'text_ops', order: 'desc', nulls: 'last' }],
          method: 'gin',
          where: 'a > 1',
          include: ['b'],
          with: { fastupdate: false },
        },
      ],
    }),
    entity({ checks: [{ expression: 'a > 1' }], exclusions: [{ elements: [{ column: 'a', operator: '&&' }] }] }),
    entity({
      relations: { owner: { belongsTo: 'user', module: 'auth', onDelete: 'cascade' }, tags: { manyToMany: 'tag' } },
    }),
    entity({
      rowSecurity: 'force',
      policies: [{ name: 'p', command: 'select', using: 'true', to: ['app'] }],
      grants: [
        { to: 'app', privileges: 'all' },
        { to: 'r', privileges: ['select'], columns: ['a'] },
      ],
    }),
    entity({
      partitionBy: { strategy: 'range', columns: ['at'] },
      partitions: [
        { name: 'a', values: { from: [{ sql: 'MINVALUE' }], to: ['2024-01-01'] } },
        { name: 'b', values: { default: true } },
      ],
    }),
    ...['x', 1, false, null, ['a', 'b'], { sql: 'now()' }, { json: { a: 1 } }].map((d) => column({ type: 'text', default: d })),
    column({ type: 'varchar', length: 20, collation: 'C', nullable: true, unique: true }),
    column({ type: 'numeric', precision: 10, scale: 2, array: 2 }),
    column({ type: 'bigint', identity: 'always' }),
    column({ type: 'bigint', identity: { generated: 'by default', start: 5, cycle: true } }),
    column({ type: 'tsvector', generated: { sql: "to_tsvector('simple', a)", stored: true } }),
    column({ type: 'enum', values: ['a', 'b'], enumName: 'e' }),
    column({ type: 'other', sqlType: 'public.amount' }),
    {
      link: {
        left: { entity: 'product', module: 'product', list: true, cascade: true },
        right: { entity: 'channel' },
        extraColumns: { n: text },
      },
    },
  ];
  for (const g of good) assert.is(check('definition', g, 'f'), g);
  check(
    'config',
    {
      project: 'shop',
      postgres: '>=15',
      target: 'embedded',
      roles: { app: { env: 'APP' } },
      modules: { links: { plans: 'ledger' } },
      timeouts: { lock: '3s' },
    },
    'f',
  );
  check('config', { target: { host: 'db', password: () => 'x', sslmode: 'verify-full' } }, 'f');
  check('hints', { rename: { 'table public.a': 'b' }, using: {}, ignore: ['table public.x'] }, 'f');
});

test('one typo is one problem, with its place and the likely word', () => {
  const typos: [object, string, RegExp][] = [
    [{ entity: 'p', colums: {} }, '/colums', /"columns"/],
    [{ entitty: 'p', columns: {} }, '/entitty', /"entity"/],
    [{ lnk: { left: { entity: 'a' }, right: { entity: 'b' } } }, '/lnk', /"link"/],
    [column({ typ: 'text' }), '/columns/c/typ', /"type"/],
    [column({ type: 'txt' }), '/columns/c/type', /"text"/],
    [column({ type: 'timestamp with timezone' }), '/columns/c/type', /not one of/],
    [column({ type: 'text', nulable: true }), '/columns/c/nulable', /"nullable"/],
    [column({ type: 'integer', length: 3 }), '/columns/c/length', /"length" does not apply to type "integer"/],
    [column({ type: 'varchar', length: '3' }), '/columns/c/length', /must be integer, is "3"/],
    [column({ type: 'enum' }), '/columns/c', /missing key "values"/],
    [column({ type: 'enum', valus: ['a'] }), '/columns/c/valus', /"values"/],
    [column({ type: 'text', default: { sq: 'now()' } }), '/columns/c/default/sq', /"sql"/],
    [column({ type: 'text', default: {} }), '/columns/c/default', /exactly one of these keys belongs here: sql, json/],
    [column({ type: 'bigint', identity: 'allways' }), '/columns/c/identity', /"always"/],
    [column({ type: 'bigint', identity: { generatd: 'always' } }), '/columns/c/identity/generatd', /"generated"/],
    [entity({ indexes: [{ columns: ['a', { expresion: 'x' }] }] }), '/indexes/0/columns/1/expresion', /"expression"/],
    [entity({ indexes: [{ columns: [3] }] }), '/indexes/0/columns/0', /must be/],
    [entity({ indexes: [{ colums: ['a'] }] }), '/indexes/0/colums', /"columns"/],
    [entity({ relations: { p: { belongTo: 'x' } } }), '/relations/p/belongTo', /"belongsTo"/],
    [entity({ relations: { p: {} } }), '/relations/p', /exactly one/],
    [entity({ relations: { p: { belongsTo: 'x', hasMany: 'y' } } }), '/relations/p', /exactly one/],
    [entity({ relations: { p: { belongsTo: 'x', onDelete: 'cascad' } } }), '/relations/p/onDelete', /"cascade"/],
    [entity({ primaryKey: 'id' }), '/primaryKey', /must be/],
    [entity({ rowSecurity: 'forced' }), '/rowSecurity', /"force"/],
    [entity({ grants: [{ to: 'a', privileges: ['selct'] }] }), '/grants/0/privileges/0', /"select"/],
    [entity({ partitionBy: { strategy: 'ranje', columns: ['a'] } }), '/partitionBy/strategy', /"range"/],
    [entity({ partitions: [{ name: 'a', values: { form: [1], to: [2] } }] }), '/partitions/0/values/form', /"from"/],
    [entity({ columns: { 'a/b~c': { typ: 'text' } } }), '/columns/a~1b~0c/typ', /"type"/],
    [{ link: { left: { entitty: 'a' }, right: { entity: 'b' } } }, '/link/left/entitty', /"entity"/],
    [{ link: { left: { entity: 'a' } } }, '/link', /missing key "right"/],
    [{}, '', /neither an entity/],
  ];
  for (const [value, pointer, says] of typos) {
    const e = refusal(value);
    const story = `${JSON.stringify(value)} -> ${e.message} ${JSON.stringify(e.options.details)}`;
    assert.is(e.id, 'DEFINITION_INVALID', story);
    assert.is(e.at.file, 'schema/product/x.json');
    assert.is(e.at.pointer, pointer, story);
    assert.match(e.message, says, story);
    assert.equal(e.options.details, [], story);
  }
});

test('several problems come together, and not without end', () => {
  const e = refusal(entity({ columns: { a: { type: 'txt' }, b: { type: 'text', nulable: 1 } }, unlogged: 'yes' }));
  assert.is(1 + e.options.details!.length, 3);
  const many = refusal(entity({ columns: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`c${i}`, {}])) }));
  assert.is(many.options.details!.at(-1), 'and 80 more');
});

test('what is no document at all', () => {
  for (const value of [undefined, null, 3, 'x', [], () => 1]) assert.is(refusal(value).id, 'DEFINITION_INVALID');
  const cycle: Record<string, unknown> = { entity: 'a', columns: {} };
  cycle['columns'] = { a: cycle };
  assert.match(refusal(cycle).message, /nested/);
  let deep: unknown[] = [];
  for (let i = 0; i < 100_000; i += 1) deep = [deep];
  assert.match(refusal(entity({ comment: deep })).message, /nested/);
});

test('config and hints', () => {
  assert.match(refusal({ postgres: '15' }, 'config').message, /does not fit/);
  assert.match(refusal({ tarjet: 'embedded' }, 'config').message, /"target"/);
  assert.match(refusal({ modules: { a: { plans: 'file' } } }, 'config').message, /"files"/);
  assert.is(refusal({ renames: {} }, 'hints').id, 'HINTS_INVALID');
  assert.match(refusal({ renames: {} }, 'hints').message, /"rename"/);
});

test.run();
