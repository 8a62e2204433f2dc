// A kind is asked only where the census says that it may have something: that must never leave anything out.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { kinds } from '../../lib/kinds/registry.ts';
import { introspect } from '../../lib/run/introspect/introspect.ts';
import type { Session } from '../../lib/run/session/session.ts';
import { openShadow } from '../../lib/run/shadow/shadow.ts';

const test = suite('census');

const everything = `
  CREATE EXTENSION citext
  CREATE SCHEMA s
  CREATE TYPE s.e AS ENUM ('a')
  CREATE TYPE s.c AS (a int)
  CREATE TYPE s.r AS RANGE (subtype = float8)
  CREATE DOMAIN s.d AS int CONSTRAINT positive CHECK (VALUE > 0)
  CREATE COLLATION s.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)
  CREATE FUNCTION s.f(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE RETURN a + b
  CREATE PROCEDURE s.p() LANGUAGE sql AS ''
  CREATE AGGREGATE s.total(int) (sfunc = s.f, stype = int, initcond = '0')
  CREATE FUNCTION s.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'
  CREATE FUNCTION s.ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'
  CREATE SEQUENCE s.counter
  CREATE TABLE s.one (id int PRIMARY KEY, name text NOT NULL DEFAULT 'x', CHECK (id > 0))
  CREATE INDEX one_name ON s.one (name)
  CREATE VIEW s.v AS SELECT id FROM s.one
  CREATE MATERIALIZED VIEW s.m AS SELECT id FROM s.one
  CREATE TRIGGER tr BEFORE INSERT ON s.one FOR EACH ROW EXECUTE FUNCTION s.t()
  CREATE RULE ru AS ON DELETE TO s.one DO INSTEAD NOTHING
  CREATE POLICY po ON s.one USING (true)
  CREATE STATISTICS s.st ON id, name FROM s.one
  CREATE TRUSTED LANGUAGE other HANDLER plpgsql_call_handler
  CREATE FOREIGN DATA WRAPPER w
  CREATE SERVER sv FOREIGN DATA WRAPPER w
  CREATE USER MAPPING FOR PUBLIC SERVER sv
  CREATE FOREIGN TABLE s.ft (a int) SERVER sv
  CREATE ACCESS METHOD am TYPE INDEX HANDLER bthandler
  CREATE OPERATOR s.=== (leftarg = int, rightarg = int, function = s.f)
  CREATE OPERATOR FAMILY s.fam USING btree
  CREATE OPERATOR CLASS s.cls FOR TYPE int USING btree FAMILY s.fam AS OPERATOR 1 <
  CREATE CAST (int AS s.e) WITH INOUT
  CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))
  CREATE CONVERSION s.co FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1
  CREATE TEXT SEARCH PARSER s.tsp (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)
  CREATE TEXT SEARCH TEMPLATE s.tst (lexize = dsimple_lexize)
  CREATE TEXT SEARCH DICTIONARY s.tsd (template = simple)
  CREATE TEXT SEARCH CONFIGURATION s.tsc (parser = "default")
  CREATE PUBLICATION pub FOR TABLE s.one
  CREATE SUBSCRIPTION sub CONNECTION 'env:UPSTREAM' PUBLICATION pub
  CREATE PUBLICATION pubs FOR TABLES IN SCHEMA s
  CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION s.ev()
  ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC`;

test('of a database with one of everything nothing is left out, and of an empty one nothing is asked that need not be', async () => {
  const shadow = await openShadow({ extensions: ['citext'] });
  try {
    const asked: number[] = [];
    const counting: Session = { ...shadow, read: (queries) => (asked.push(queries.length), shadow.read!(queries)) };
    await introspect(counting);
    assert.ok(asked.at(-1)! <= 3, `an empty database is asked for ${asked.at(-1)} kinds`);
    for (const sql of everything.trim().split(/\n {2}(?=CREATE|ALTER)/)) {
      const { failed } = await shadow.batch([sql]);
      if (failed !== undefined) throw new Error(`${sql}: ${failed.error.message}`);
    }
    const found = new Set([...(await introspect(shadow)).objects.values()].map((o) => o.at.kind));
    assert.equal(
      kinds.map((k) => k.name).filter((name) => !found.has(name)),
      [],
    );
  } finally {
    await shadow.close();
  }
});

test.run();
