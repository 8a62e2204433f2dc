// What a later file of one run does to a table of an earlier one: rows may have come between, since files are applied when somebody applies them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Catalog } from '../../lib/catalog/catalog.ts';
import { plan } from '../../lib/plan/plan.ts';
import { introspect } from '../../lib/run/introspect/introspect.ts';
import { openShadow } from '../../lib/run/shadow/shadow.ts';
import { split } from '../../lib/sql/split.ts';

const test = suite('between files');

const definitions = `
SET search_path = public;
CREATE TABLE team (id int PRIMARY KEY, boss int);
CREATE TABLE person (id int PRIMARY KEY, team int REFERENCES team (id));
ALTER TABLE team ADD CONSTRAINT team_boss FOREIGN KEY (boss) REFERENCES person (id);
CREATE INDEX person_team ON person (team);
CREATE FUNCTION rank_of(person) RETURNS int IMMUTABLE LANGUAGE sql RETURN $1.id;
CREATE FUNCTION grade(team) RETURNS int IMMUTABLE LANGUAGE sql RETURN $1.id;
CREATE INDEX team_grade ON team (grade(team));
CREATE UNIQUE INDEX team_once ON team (id, grade(team));
ALTER TABLE team ADD CONSTRAINT graded CHECK (grade(team) > 0);
`;

/** Teams are one module, persons and all functions another, so that team needs b and b needs team. */
async function built(): Promise<{ empty: Catalog; full: Catalog }> {
  const shadow = await openShadow();
  try {
    const empty = await introspect(shadow);
    for (const { sql } of split(definitions).pieces) await shadow.run(sql);
    const full = await introspect(shadow);
    const objects = [...full.objects].map(([key, o]) => [key, { ...o, module: o.at.names[1]?.startsWith('team') === true ? 'a' : 'b' }] as const);
    return { empty, full: { ...full, objects: new Map(objects) } };
  } finally {
    await shadow.close();
  }
}

test('is done in the forms for a table that may hold rows, and what stands in the file of its table plainly', async () => {
  const { empty, full } = await built();
  const of = (online: boolean): string[][] => {
    const { parts } = plan({ current: empty, desired: full, floor: 15, online, using: new Map() });
    return parts.map((p) =>
      p.segments.flatMap((s) =>
        s.steps.map((t) => `${p.module}: ${t.sql.replace(/\s+/g, ' ').replace(/ (\(|USING|REFERENCES|CHECK|RETURNS).*?( NOT VALID)?$/, '$2')}`),
      ),
    );
  };
  assert.equal(of(true), [
    ['a: CREATE TABLE "public"."team"'],
    [
      'b: CREATE FUNCTION "public"."grade"(public.team)',
      'b: CREATE TABLE "public"."person"',
      'b: CREATE FUNCTION "public"."rank_of"(public.person)',
      'b: ALTER TABLE "public"."person" ADD CONSTRAINT "person_team_fkey" FOREIGN KEY',
      'b: CREATE INDEX "person_team" ON "public"."person"',
    ],
    [
      'a: ALTER TABLE "public"."team" ADD CONSTRAINT "graded" NOT VALID',
      'a: ALTER TABLE "public"."team" ADD CONSTRAINT "team_boss" FOREIGN KEY NOT VALID',
      'a: CREATE INDEX CONCURRENTLY "team_grade" ON "public"."team"',
      'a: CREATE UNIQUE INDEX CONCURRENTLY "team_once" ON "public"."team"',
      'a: ALTER TABLE "public"."team" VALIDATE CONSTRAINT "graded"',
      'a: ALTER TABLE "public"."team" VALIDATE CONSTRAINT "team_boss"',
    ],
  ]);
  assert.not.match(of(false).flat().join('\n'), /NOT VALID|CONCURRENTLY/);
});

test('waits for what no reference tells: a name that another file frees, tables that default privileges would reach', async () => {
  const shadow = await openShadow();
  try {
    const owned = (c: Catalog, own: RegExp): Catalog => ({
      ...c,
      objects: new Map([...c.objects].map(([key, o]) => [key, { ...o, module: own.test(key) ? 'a' : 'b' }])),
    });
    const empty = await introspect(shadow);
    await shadow.run('CREATE TABLE public.u (id int)');
    await shadow.run('CREATE VIEW public.w AS SELECT 1 AS one');
    const first = owned(await introspect(shadow), /-/);
    await shadow.run('DROP VIEW public.w');
    await shadow.run('CREATE TABLE public.w (id int)');
    await shadow.run('ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC');
    const second = owned(await introspect(shadow), /"w"|default acl/);
    const parts = (current: Catalog, desired: Catalog): [string, readonly number[]][] =>
      plan({ current, desired, floor: 15, online: true, using: new Map() }).parts.map((p) => [p.module, p.after]);
    assert.equal(parts(first, second), [
      ['b', []],
      ['a', [0]],
    ]);
    assert.equal(parts(empty, owned(second, /default acl/)), [
      ['b', []],
      ['a', [0]],
    ]);
  } finally {
    await shadow.close();
  }
});

test.run();
