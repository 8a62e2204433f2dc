import { access } from './access.ts';
import { code } from './code.ts';
import { columns } from './columns.ts';
import { constraints } from './constraints.ts';
import { indexes } from './indexes.ts';
import type { Label } from './label.ts';
import { scripts } from './scripts.ts';
import { tables } from './tables.ts';

/** Every labelled statement, by what it is about. */
export const labelled: { readonly [about: string]: readonly Label[] } = { tables, columns, constraints, indexes, code, access, scripts };
export const all: readonly Label[] = Object.values(labelled).flat();
