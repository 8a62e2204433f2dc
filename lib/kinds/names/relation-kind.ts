// Owns PostgreSQL's words for relations, as addresses use them.

/** SQL: the word for pg_class alias `c`. */
export const relationKind = (alias: string): string =>
  `case ${alias}.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end`;
