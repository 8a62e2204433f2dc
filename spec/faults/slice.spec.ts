// A slice of `npm run faults` that fits into every test run: hostile inputs, a lock behind a long transaction, attacks on the shadow.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { server } from '../kit/servers.ts';
import { shadowAttacks } from './attacks.ts';
import type { Figure } from './figure.ts';
import { hostile } from './hostile.ts';
import { behindALongTransaction } from './queue.ts';

const test = suite('a slice of the fault runs');
const clean = (figure: Figure, least: number): void => {
  assert.equal(figure.wrong, []);
  assert.ok(figure.tried >= least, `${figure.tried} tried`);
};

test('hostile files and arguments', async () => clean(await hostile(30, 2, Infinity), 30));
test('a lock behind a long transaction', async () => clean(await behindALongTransaction(await server(18), 2), 1));
test('attacks on the shadow', async () => clean(await shadowAttacks(Infinity, 11), 6));

test.run();
