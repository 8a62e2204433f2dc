// What kinds write where a text could end early or be read differently.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { memberName } from '../../lib/kinds/routines/operator-members.ts';
import { dollars, routineSql } from '../../lib/kinds/routines/routine.ts';
import { typeName } from '../../lib/kinds/names/type-name.ts';

const test = suite('rendering');

test('a body is quoted by a tag that neither stands in it nor forms at its end', () => {
  assert.is(dollars('select 1'), '$$select 1$$');
  for (const body of ['a $$ b', 'x$', 'x$body', '$body$ $$ $body', '$', '', '$body$body1']) {
    const quoted = dollars(body);
    const tag = /^\$[a-z0-9]*\$/.exec(quoted)![0];
    assert.is(quoted.indexOf(tag, tag.length), tag.length + body.length, `${JSON.stringify(body)} as ${quoted}`);
  }
});

test('settings that are lists of names keep their members apart', () => {
  const of = (settings: Record<string, string>): string =>
    routineSql(
      {
        at: { kind: 'function', names: ['s', 'f'], args: [] },
        attrs: { language: 'sql', body: '', result: 'void', settings },
      },
      'CREATE',
      'FUNCTION',
    );
  assert.match(of({ search_path: 'pg_catalog, "We ird", "a""b"' }), `SET "search_path" TO 'pg_catalog', 'We ird', 'a"b'`);
  assert.match(of({ search_path: '""' }), `SET "search_path" TO ''`);
  assert.match(of({ DateStyle: 'ISO, DMY' }), `SET "DateStyle" TO 'ISO, DMY'`);
});

test('type names come apart at the dot that is not quoted', () => {
  assert.equal(typeName('app.mood'), { names: ['app', 'mood'], array: false });
  assert.equal(typeName('"A.b"."c""d"[]'), { names: ['A.b', 'c"d'], array: true });
  assert.equal(typeName('text'), { names: ['text'], array: false });
  assert.is(typeName('character varying(20)'), undefined);
});

test('members of operator families are dropped by number and types', () => {
  assert.is(memberName('OPERATOR 3 app.=# (app.pt, integer)'), 'OPERATOR 3 (app.pt, integer)');
  assert.is(memberName('OPERATOR 15 app.<-> (app.pt, app.pt) FOR ORDER BY pg_catalog.float_ops'), 'OPERATOR 15 (app.pt, app.pt)');
  assert.is(memberName('FUNCTION 1 (app.pt, integer) app.cmp(app.pt,integer)'), 'FUNCTION 1 (app.pt, integer)');
});

test.run();
