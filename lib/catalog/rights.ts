// Attributes that say who may do what. A database keeps its own where no definition states them.
const rights: ReadonlySet<string> = new Set(['owner', 'acl', 'columnPrivileges', 'sequencePrivileges']);

export function isRight(attr: string): boolean {
  return rights.has(attr);
}
