// What our database and MikroORM's may differ in, each with its reason; any other difference is wrong.
interface Reason {
  readonly why: string;
  readonly lines: RegExp;
}

const reasons: readonly Reason[] = [
  {
    why: 'the foreign keys of a pivot model, which MikroORM leaves out',
    lines: /^\+ pg_constraint customer_group_customer_customer(_group)?_id_foreign on public\.customer_group_customer$/,
  },
  {
    why: 'checks keep the case of the names that the models give them',
    lines: /^(\+ pg_constraint "CK|- pg_constraint ck)_tax_region_(country|provider)_top_level"? on public\.tax_region$/,
  },
];

export function explained(lines: readonly string[]): { readonly known: string[]; readonly unknown: string[] } {
  const reasonOf = (l: string): string | undefined => reasons.find((r) => r.lines.test(l))?.why;
  return {
    known: lines.map(reasonOf).filter((why) => why !== undefined),
    unknown: lines.filter((l) => reasonOf(l) === undefined).map((l) => `differs from MikroORM: ${l}`),
  };
}
