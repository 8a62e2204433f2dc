// Plans that only make are proved together: the same plans as one by one, and one by one where the states between cannot be told.
import { fingerprint } from '../../lib/catalog/fingerprint.ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { keyOf, parseAddress } from '../../lib/catalog/address.ts';
import type { Segment, Step } from '../../lib/plan/step.ts';
import { introspect } from '../../lib/run/introspect/introspect.ts';
import { prove } from '../../lib/run/prove/prove.ts';
import { onlyMakes, proveTogether } from '../../lib/run/prove/together.ts';
import { openShadow } from '../../lib/run/shadow/shadow.ts';

const test = suite('plans proved together');

const step = (sql: string, touches: Partial<Pick<Step, 'makes' | 'alters' | 'breaks'>>): Step => ({
  does: sql,
  sql,
  commit: 'inside',
  makes: [],
  alters: [],
  breaks: [],
  needs: [],
  timeout: 'lock',
  ...touches,
});
const key = (text: string): string => keyOf(parseAddress(text));
const table = (name: string): Segment[] => {
  const makes = [`table public.${name}`, `table column public.${name}.id`].map(key);
  return [{ transaction: true, steps: [step(`CREATE TABLE ${name} (id int)`, { makes }), step(`COMMENT ON TABLE ${name} IS 'x'`, { alters: [makes[0]!] })] }];
};
const options = { floor: 15, online: false, using: new Map() };

test('each gets what it gets by itself, and the shadow stands where it stood', async () => {
  const shadow = await openShadow();
  const base = await introspect(shadow);
  const parts = [table('a'), table('b'), table('c')];
  const seen: number[] = [];
  const input = { session: shadow, stay: 'base', base, parts, before: async (n: number) => void seen.push(n), options } as const;
  const together = (await proveTogether(input))!;
  assert.equal(seen, [0, 1, 2]);
  assert.is(fingerprint((await introspect(shadow)).objects), fingerprint(base.objects));
  let at = base;
  for (const [n, up] of parts.entries()) {
    const alone = await prove({ session: shadow, base: at, up, renamings: [], options, stay: 'unread' });
    assert.equal(together[n]!.down, alone.down);
    assert.is(fingerprint(together[n]!.target.objects), fingerprint(alone.target.objects));
    assert.equal([together[n]!.rows, together[n]!.rewritten, together[n]!.undo], [alone.rows, alone.rewritten, alone.undo]);
    at = alone.target;
  }
  await shadow.close();
});

test('a step that does more than it says: nothing is told, and all is taken back', async () => {
  const shadow = await openShadow();
  const base = await introspect(shadow);
  const secretive: Segment[] = [{ transaction: true, steps: [step('CREATE TABLE b (id int)', {})] }];
  const input = { session: shadow, stay: 'unread', base, parts: [table('a'), secretive], before: async () => undefined, options } as const;
  assert.is(await proveTogether(input), undefined);
  assert.is(fingerprint((await introspect(shadow)).objects), fingerprint(base.objects));
  await shadow.close();
});

test('a plan that changes or drops what is there is proved by itself', () => {
  assert.is(onlyMakes(table('a')), true);
  assert.is(onlyMakes([...table('a'), ...table('b')]), false);
  assert.is(onlyMakes([{ transaction: true, steps: [step('', { alters: [key('table public.a')] })] }]), false);
  assert.is(onlyMakes([{ transaction: true, steps: [step('', { breaks: [key('table public.a')] })] }]), false);
  assert.is(onlyMakes([]), false);
});

test.run();
