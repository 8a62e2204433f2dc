// Owns text search templates.
import { functionsKind } from './routines/text-search-functions.ts';

export const textSearchTemplate = functionsKind('template', 'pg_ts_template', 'tmpl', 64, [
  ['INIT', 'tmplinit'],
  ['LEXIZE', 'tmpllexize'],
]);
