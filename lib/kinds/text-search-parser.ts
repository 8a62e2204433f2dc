// Owns text search parsers.
import { functionsKind } from './routines/text-search-functions.ts';

export const textSearchParser = functionsKind('parser', 'pg_ts_parser', 'prs', 64, [
  ['START', 'prsstart'],
  ['GETTOKEN', 'prstoken'],
  ['END', 'prsend'],
  ['LEXTYPES', 'prslextype'],
  ['HEADLINE', 'prsheadline'],
]);
