// Privileges: what aclDelta() reads, aclStatements() brings about, from any set of grants to any other, on a real catalog.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { aclDelta } from '../../lib/kinds/privileges/acl.ts';
import { aclRoles } from '../../lib/kinds/privileges/acl-entry.ts';
import { aclStatements as said, type Place } from '../../lib/kinds/privileges/acl-statements.ts';
import { openShadow, type Shadow } from '../../lib/run/shadow/shadow.ts';

const test = suite<{ shadow: Shadow }>('privileges');
const aclStatements = (from: readonly string[], to: readonly string[], place: Place): string[] => said(from, to, place).map((s) => s.sql);
const odd = 'Odd:role "x"';
const owner = 'table_owner';

test.before(async (c) => {
  c.shadow = await openShadow({ roles: ['app', odd, owner] });
  await c.shadow.run('CREATE TABLE t (a int)');
  await c.shadow.run(`ALTER TABLE t OWNER TO ${owner}`);
  await c.shadow.run('CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1');
});
test.after(async (c) => {
  await c.shadow?.close();
});

const queries = {
  table: `SELECT ${aclDelta('c.relacl', 'r', 'c.relowner')} AS acl FROM pg_class c WHERE c.oid = 'public.t'::regclass`,
  column: `SELECT ${aclDelta('a.attacl', 'c', 'c.relowner')} AS acl FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attrelid = 'public.t'::regclass AND a.attnum = 1`,
  function: `SELECT ${aclDelta('p.proacl', 'f', 'p.proowner')} AS acl FROM pg_proc p WHERE p.oid = 'public.f'::regproc`,
};

async function read(shadow: Shadow, what: keyof typeof queries): Promise<string[]> {
  const [row] = await shadow.rows<{ acl: string[] | null }>(queries[what]);
  return row!.acl ?? [];
}

test('nothing granted is an empty delta', async ({ shadow }) => {
  for (const what of ['table', 'column', 'function'] as const) assert.equal(await read(shadow, what), []);
});

test('a full set is ALL, roles with odd names are quoted, a default taken away has a minus', async ({ shadow }) => {
  await shadow.run(`GRANT ALL ON t TO "Odd:role ""x""" WITH GRANT OPTION`);
  await shadow.run('GRANT SELECT, INSERT ON t TO app');
  await shadow.run('GRANT SELECT ON t TO PUBLIC');
  await shadow.run(`REVOKE TRUNCATE ON t FROM ${owner}`);
  await shadow.run('REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC');
  const acl = await read(shadow, 'table');
  assert.equal(acl, ['+"Odd:role \\"x\\"":ALL*', '+PUBLIC:SELECT', '+app:INSERT', '+app:SELECT', '-@owner:TRUNCATE']);
  assert.equal(await read(shadow, 'function'), ['-PUBLIC:EXECUTE']);
  assert.equal(aclRoles(acl), [odd, 'app']);
  for (const sql of aclStatements(acl, [], { on: 'ON TABLE t ', owner })) await shadow.run(sql);
  for (const sql of aclStatements(['-PUBLIC:EXECUTE'], [], { on: 'ON FUNCTION f() ', owner: '@runner' })) await shadow.run(sql);
  assert.equal(await read(shadow, 'table'), []);
  assert.equal(await read(shadow, 'function'), []);
});

test('one statement for what one role gains, and none for what stays', () => {
  const place = { on: 'ON TABLE t ', owner };
  assert.equal(aclStatements(['+app:SELECT'], ['+app:INSERT', '+app:SELECT', '+app:UPDATE'], place), ['GRANT INSERT, UPDATE ON TABLE t TO "app"']);
  assert.equal(aclStatements(['+app:ALL'], ['+app:SELECT'], place), ['REVOKE ALL ON TABLE t FROM "app"', 'GRANT SELECT ON TABLE t TO "app"']);
  assert.equal(aclStatements(['+app:SELECT*'], ['+app:SELECT'], place), ['REVOKE GRANT OPTION FOR SELECT ON TABLE t FROM "app"']);
  assert.equal(aclStatements(['+app:SELECT'], ['+app:SELECT*'], place), ['GRANT SELECT ON TABLE t TO "app" WITH GRANT OPTION']);
  assert.equal(aclStatements([], ['+@runner:SELECT'], { ...place, column: '"a"' }), ['GRANT SELECT ("a") ON TABLE t TO CURRENT_USER']);
});

test('the transitions in which ALL, stars and minuses meet', async ({ shadow }) => {
  const states = [
    ['+app:INSERT*', '+app:SELECT'],
    ['+app:ALL'],
    ['+app:ALL*'],
    ['+app:SELECT*'],
    ['-@owner:ALL'],
    ['+@owner:SELECT*'],
    ['-@owner:SELECT'],
    ['+@owner:ALL*'],
    ['-@owner:TRUNCATE'],
    ['+"Odd:role \\"x\\"":SELECT/app', '+app:SELECT*'],
    ['+"Odd:role \\"x\\"":ALL*/app', '+PUBLIC:SELECT/"Odd:role \\"x\\""', '+app:ALL*'],
    ['+app:MAINTAIN', '+app:SELECT*', '-@owner:DELETE', '-@owner:MAINTAIN'],
  ];
  // below 17 no statement may name MAINTAIN
  const place = { on: 'ON TABLE t ', owner, floor: 16 };
  let now: string[] = [];
  for (const from of states) {
    for (const to of [...states, []]) {
      for (const wanted of [from, to]) {
        for (const sql of aclStatements(now, wanted, place)) {
          assert.not.match(sql, 'MAINTAIN');
          await shadow.run(sql);
        }
        now = await read(shadow, 'table');
        assert.equal(now, wanted, `${JSON.stringify(from)} -> ${JSON.stringify(to)}`);
      }
    }
  }
});

/** A small generator with a fixed seed: the same sets on every run. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * n);
  };
}

for (const what of ['table', 'column'] as const) {
  test(`forty random sets on a ${what}, each reached from the one before`, async ({ shadow }) => {
    const roll = dice(7);
    const all =
      what === 'column'
        ? ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']
        : ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'];
    const place = { on: 'ON TABLE t ', owner, ...(what === 'column' ? { column: '"a"' } : {}) };
    const tail = what === 'column' ? ' (a)' : '';
    let now: string[] = [];
    for (let round = 0; round < 40; round++) {
      // The wanted delta is what the server itself makes of some statements, so it is one that exists.
      await shadow.run('BEGIN');
      for (let n = roll(7); n > 0; n--) {
        const role = ['app', `"Odd:role ""x"""`, 'PUBLIC', owner][roll(4)]!;
        const privileges =
          roll(4) === 0
            ? `ALL${tail}`
            : all
                .filter(() => roll(2) === 0)
                .map((p) => `${p}${tail}`)
                .join(', ') || `SELECT${tail}`;
        const option = roll(3) === 0 && role !== 'PUBLIC' ? ' WITH GRANT OPTION' : '';
        await shadow.run(roll(3) === 0 ? `REVOKE ${privileges} ON t FROM ${role} CASCADE` : `GRANT ${privileges} ON t TO ${role}${option}`);
      }
      const wanted = await read(shadow, what);
      await shadow.run('ROLLBACK');
      const statements = aclStatements(now, wanted, place);
      for (const sql of statements) await shadow.run(sql);
      const got = await read(shadow, what);
      assert.equal(got, wanted, `round ${round}: ${JSON.stringify(now)} -> ${statements.join('; ')}`);
      now = got;
    }
    for (const sql of aclStatements(now, [], place)) await shadow.run(sql);
    assert.equal(await read(shadow, what), []);
  });
}

test.run();
