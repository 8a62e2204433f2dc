// Owns how a case is written: spec/cases/<kind>--<what>/{current,desired,seed?,expect?}.sql
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlanOptions } from './subject.ts';
import type { Pair } from './trial.ts';

export interface Case extends Pair {
  readonly options: PlanOptions;
  /** The oldest server major that can hold it. */
  readonly floor: number;
  /** A known gap: its cause, as `-- case: pending <cause>` says it. It is told on every run and does not fail. */
  readonly pending: string | undefined;
  /** Why pg_dump does not judge it, as `-- case: without pg_dump <why>` says it. */
  readonly withoutDump: string | undefined;
}

const folder = fileURLToPath(new URL('../cases/', import.meta.url));

/** Roles that cases grant to; every server that runs them has these. */
export const roles = ['reader', 'writer'];

/** Every case, by name. A line `-- case: rename public.t.a:b` or `-- case: floor 18` in desired.sql is an option. */
export function cases(): Case[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const file = (what: string): string | undefined => {
        const path = join(folder, name, `${what}.sql`);
        return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
      };
      const current = file('current');
      const desired = file('desired');
      if (current === undefined || desired === undefined) throw new Error(`spec/cases/${name} lacks current.sql or desired.sql`);
      const said = (word: string): string[] => [...desired.matchAll(new RegExp(`^-- case: ${word} (.*)$`, 'gm'))].map((m) => m[1]!.trim());
      const floor = Number(said('floor')[0] ?? 15);
      const [seed, expect] = [file('seed'), file('expect')];
      return {
        name,
        current,
        desired,
        ...(seed === undefined ? {} : { seed }),
        ...(expect === undefined ? {} : { expect }),
        floor,
        pending: said('pending')[0],
        withoutDump: said('without pg_dump')[0],
        options: { floor, roles, renames: said('rename') },
      };
    });
}
