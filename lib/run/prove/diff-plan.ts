// The planner between two texts of SQL, up and down, without files: what the judging kit and `lint --from` stand on.
import { address, keyOf, parseAddress } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Definitions, RenameMarker } from '../../desired/authored.ts';
import { withinFloor } from '../../plan/floor.ts';
import { plan } from '../../plan/plan.ts';
import type { Segment } from '../../plan/step.ts';
import { elaborate } from '../elaborate/elaborate.ts';
import { introspect } from '../introspect/introspect.ts';
import { mustEqual } from './equal.ts';
import { prove, type Proof } from './prove.ts';
import { runSegments } from './run-segments.ts';
import { openShadow } from '../shadow/shadow.ts';
import { wayByMarkers } from './way.ts';

export interface BetweenInput {
  readonly current: Definitions;
  readonly desired: Definitions;
  readonly floor?: number;
  readonly online?: boolean;
  readonly cwd?: string;
}

export interface Between {
  readonly up: readonly Segment[];
  readonly down: readonly Segment[];
  readonly proof: Proof;
  readonly from: Catalog;
  readonly to: Catalog;
}

/** Proved both ways; throws what the planner and the proof throw. */
export async function planBetween(input: BetweenInput): Promise<Between> {
  const { current, desired } = input;
  const shadow = await openShadow({
    extensions: [...new Set([...current.extensions, ...desired.extensions])],
    roles: [...new Set([...current.roles, ...desired.roles])],
    ...(input.cwd === undefined ? {} : { cwd: input.cwd }),
  });
  try {
    const floor = input.floor ?? 15;
    const empty = await introspect(shadow);
    const from = withinFloor(await elaborate(current, shadow), empty, floor).desired;
    const to = withinFloor(await elaborate(desired, shadow), from, floor).desired;
    const options = { floor, online: input.online ?? true, using: new Map(desired.using.map((u) => [keyOf(u.at), u.using])) };
    await shadow.run('SET check_function_bodies = off');
    await runSegments(
      shadow,
      plan({ current: empty, desired: from, floor: 18, online: false, using: new Map() }).parts.flatMap((p) => [...p.segments]),
      'building the first state',
    );
    const base = await introspect(shadow);
    mustEqual(base, from, 'building the first state');
    const markers = desired.renames.map((m) => ({ ...m, module: '' }));
    const way = await wayByMarkers(shadow, ofOneModule(base), ofOneModule(to), markers, options);
    const up = way.parts.flatMap((p) => [...p.segments]);
    const proof = await prove({ session: shadow, base, up, renamings: way.renamings, options, stay: 'base' });
    mustEqual(proof.target, to, 'the way up');
    return { up, down: proof.down, proof, from, to };
  } finally {
    await shadow.close();
  }
}

/** Texts know no modules: their plan is one file, and no boundary lies between what one text and the other says. */
function ofOneModule(catalog: Catalog): Catalog {
  return { ...catalog, objects: new Map([...catalog.objects].map(([key, o]) => [key, { ...o, module: '' }])) };
}

/** "public.t.old:new" or "index public.a:b" -> a marker. Without a kind word two names are a table, three a column. */
export function renameMarker(text: string): RenameMarker {
  const colon = text.lastIndexOf(':');
  const [path, now] = [text.slice(0, colon), text.slice(colon + 1)];
  const names = path.split('.');
  const from = path.includes(' ') ? parseAddress(path) : address(names.length >= 3 ? 'table column' : 'table', names);
  return { module: '', file: '--rename', line: 1, from, at: address(from.kind, [...from.names.slice(0, -1), now], from.args) };
}
