// Owns text search templates.
import { functionsKind } from './text-search-functions.ts';

export const textSearchTemplate = functionsKind('template', 'pg_ts_template', 'tmpl', 64, [
  ['INIT', 'tmplinit'],
  ['LEXIZE', 'tmpllexize'],
]);
