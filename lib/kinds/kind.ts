// The contract of a kind: one record per kind of PostgreSQL object. Passes call what a record exports;
// no kind imports another kind, and no pass names one.
import type { Address } from '../catalog/address.ts';
import type { Attrs, Catalog, CatalogObject, Value } from '../catalog/catalog.ts';

export type LockMode =
  'ACCESS SHARE' | 'ROW SHARE' | 'ROW EXCLUSIVE' | 'SHARE UPDATE EXCLUSIVE' | 'SHARE' | 'SHARE ROW EXCLUSIVE' | 'EXCLUSIVE' | 'ACCESS EXCLUSIVE';

/** A read-only query, run before the plan's first write. `sql` returns one row with one bigint: the number of rows that would make the step fail. */
export interface Check {
  readonly sql: string;
  /** One sentence: what the counted rows violate. */
  readonly message: string;
  /** A query a person can run to list those rows. */
  readonly list?: string;
}

/** How to ask the catalog whether a step outside a transaction is done. `sql` returns one row, one text: 'done', 'todo' or 'broken'. */
export interface Probe {
  readonly sql: string;
  /** Statement that removes what a broken attempt left behind. */
  readonly repair?: string;
}

export interface Clause {
  readonly of: string;
  readonly text: string;
}

/**
 * One statement as a kind renders it; the planner adds verdict, hazards and lock.
 * Of a list, the last draft without `needs` is the one that makes the object; drafts with `needs` trail behind.
 */
export interface Draft {
  readonly sql: string;
  /** Short text for people, without the address; the planner writes `+ <address>`, `~ <address> <what>`. */
  readonly what?: string;
  /**
   * inside: in the transaction of its segment. boundary: in a transaction that must commit before anything later
   * (a new enum label, NOT VALID before its VALIDATE). alone: outside a transaction block.
   */
  readonly commit?: 'inside' | 'boundary' | 'alone';
  readonly timeout?: 'lock' | 'build';
  readonly check?: Check;
  readonly probe?: Probe;
  /** Slots (see Kind.slots) that this statement alone gives up or takes: every giver runs before every taker. */
  readonly frees?: readonly string[];
  readonly takes?: readonly string[];
  /** Slots whose givers run before, unless that closes a circle. */
  readonly awaits?: readonly string[];
  /** Statements of one word wait for what any of them waits for, unless that closes a circle: nothing comes between the first and the last. */
  readonly atOnce?: string | undefined;
  /** `sql` is `of` and `text`, and several texts may stand behind one `of`, with commas: what each reads is as it was before the statement. */
  readonly clause?: Clause;
  /** Addresses needed, made, changed or broken besides the object's own. */
  readonly needs?: readonly Address[];
  readonly makes?: readonly Address[];
  readonly alters?: readonly Address[];
  readonly breaks?: readonly Address[];
}

/** What a record may ask while rendering. */
export interface Context {
  /** The state before and after the plan. */
  readonly current: Catalog;
  readonly desired: Catalog;
  /** Oldest server major the plan must run on, e.g. 15. */
  readonly floor: number;
  /** False with --no-online, or when proving the plain form. */
  readonly online: boolean;
  /** On the way back from a declared state (down, undo), where no definition can say how to convert. */
  readonly back: boolean;
  /** Does the relation this object hangs on exist, with possible rows, before the plan? */
  existed(at: Address): boolean;
  /** Is this object created (or replaced) by this very plan? */
  madeHere(at: Address): boolean;
  /** Is this object dropped (or replaced) by this very plan? */
  brokenHere(at: Address): boolean;
  /** Does it let go of what it is of (`Kind.meanwhile`) before its own statements give it another? */
  offBefore(at: Address): boolean;
  /** On a way back from a state in between: what of a kind lives in an object by what the way there does later, whose undo runs before this. */
  laterIn(home: Address, kind: string): readonly Address[];
  /** The object's children in the desired catalog, in ordinal order. */
  children(at: Address): readonly CatalogObject[];
  /** `using:` expression or other hint a definition gave for this address, if any. */
  hint(at: Address, name: 'using'): string | undefined;
}

/** One object whose attributes differ. */
export interface Difference {
  readonly from: CatalogObject;
  readonly to: CatalogObject;
  /** Names of the differing attributes, sorted. */
  readonly attrs: readonly string[];
}

/** 'replace': drop and create again, taking along what leans on it. null: nothing to run (another change brings it about). */
export type Outcome = Draft | readonly Draft[] | 'replace' | null;
export type AlterRule = 'replace' | ((d: Difference, ctx: Context) => Outcome);

/**
 * One row a kind's query returns (column names and types exactly so):
 *   objid text, objsubid int4, names json (text array), args json|null, within json|null ({kind,names,args}),
 *   ordinal int4|null, owner text|null, acl json|null, attrs json
 * Everything is schema-qualified with pg_catalog and runs under search_path=pg_catalog. `attrs` may hold nulls: they are removed.
 * owner: role name; introspection turns the connected role into "@runner".
 * attrs whose name starts with ~ are told and never compared: they become CatalogObject.aside.
 * acl: the result of aclDelta(...) in kinds/privileges/acl.ts, or null.
 */
export interface KindRow {
  objid: string;
  objsubid: number;
  names: string[];
  args: string[] | null;
  within: { kind: string; names: string[]; args?: string[] } | null;
  ordinal: number | null;
  /**
   * Optional extra column `leans json|null`: addresses it needs that pg_depend does not know (a primary key its not nulls);
   * `how: auto` where it goes with them (a partition's column with its parent's), `soft` where it should only come after them.
   */
  leans?: { kind: string; names: string[]; args?: string[]; how?: 'needs' | 'auto' | 'soft' }[] | null;
  /** Optional extra column `bond text|null`: see CatalogObject. */
  bond?: 'inherited' | 'merged' | null;
  owner: string | null;
  acl: string[] | null;
  attrs: Record<string, Value>;
}

export interface Kind {
  /** PostgreSQL's word, e.g. "table column". */
  readonly name: string;
  /** Catalog that holds it, for pg_depend: "pg_class", "pg_attribute" rows are pg_class with a subid. */
  readonly class: string;
  /**
   * What must exist for its query to return anything: a catalog, or a catalog and the letter by which it tells its rows apart
   * ("pg_class v", "pg_type e", "pg_proc a"). Default: its class.
   */
  readonly among?: readonly string[];
  /** Build order among objects that no edge orders; lower is earlier. Gaps of 10. */
  readonly rank: number;
  /**
   * Rows of this kind. `server` is server_version_num. Several records may share a class.
   * `systemSchemas` filter: use the macro `{user_schemas:n}` which introspection replaces by the predicate on alias n of pg_namespace.
   */
  query(server: number): string;

  create(o: CatalogObject, ctx: Context, folded: readonly string[]): Outcome;
  drop(o: CatalogObject, ctx: Context): Outcome;
  /** Rule per attribute; a changed attribute without a rule is a bug and throws. */
  readonly alter: { readonly [attr: string]: AlterRule };
  /** Groups of attributes that one statement changes together: the first one's rule is called once for the group. */
  readonly together?: readonly (readonly string[])[];
  /** ALTER ... RENAME TO / SET SCHEMA. `to` has the same kind. */
  rename?(from: CatalogObject, to: Address, ctx: Context): Draft | readonly Draft[];

  /** Of what has its name from another object: that one, and the statement that takes what it lives in off, so that it can be renamed by itself. */
  ties?(o: CatalogObject, ctx: Context): readonly { readonly to: Address; readonly off: Draft }[];

  /** What has a name in it and is no object of its own (a label of an enum), and can be renamed there. */
  readonly members?: {
    readonly name: string;
    has(o: CatalogObject, member: string): boolean;
    rename(o: CatalogObject, from: string, to: string, ctx: Context): Draft;
    /** Of members that go by the names of what the object leans on, those that are to follow: old and new name. `renamed`: what that was renamed to. */
    follow?(was: CatalogObject, is: CatalogObject, renamed: readonly (readonly [string, string])[]): readonly (readonly [string, string])[];
  };

  /** A child whose create can be a clause of its parent's create: returns the clause, or null when it cannot. */
  clause?(o: CatalogObject, ctx: Context, folded: readonly string[]): string | null;
  /** True when a drop of the parent silently includes this object (columns in tables). Default true when `within` is set. */
  readonly ridesOnDrop?: boolean | ((o: CatalogObject, ctx: Context) => boolean);
  /**
   * True when the server rebuilds or keeps this object by itself while a column it leans on changes type (indexes, constraints).
   * `swapped`: the type is another one under the same name, so that every text stays the same.
   */
  readonly ridesTypeChange?: boolean | ((o: CatalogObject, ctx: Context, swapped: boolean) => boolean);
  /** Which attribute changes of THIS object force what leans on it to be dropped and made again (a column's type under a view). */
  readonly unsettles?: readonly string[];
  /** Attributes whose change does not let go of anything it leans on (VALIDATE of a foreign key whose target goes). */
  readonly holdsOn?: readonly string[];
  /** May expand drop and recreate it when something it leans on is replaced? False for what holds rows (tables, plain columns). */
  readonly replaceable: boolean | ((o: CatalogObject) => boolean);
  /**
   * Of an object that comes, goes or changes: what has to be made again for that, because no statement takes a part out of it or keeps
   * one from becoming a part of it (an index of a partitioned table), or because it does not allow the moment in between.
   */
  remakes?(o: CatalogObject, ctx: Context): readonly Address[];
  /** Of what goes with an object that is made again: does it stay, because that object's own statements let it go before and take it back after? */
  outlives?(o: CatalogObject, ctx: Context): boolean;
  /**
   * Of what holds values of a type that is made again: how it lets go of that type before and takes it back after. Without statements
   * where those of another object carry it along; undefined where it cannot. What leans on it is made again. What changes its type takes
   * the new one by its own statements.
   */
  meanwhile?(o: CatalogObject, ctx: Context): { readonly off: readonly Draft[]; readonly on: readonly Draft[] } | undefined;
  /** Of what is no longer there under its address: what it becomes without being dropped (an index that a key takes). What leans on it stays. */
  becomes?(o: CatalogObject, ctx: Context): Address | undefined;
  /** Of a copy that the server made for another table: what it is a copy of. Two in one table with one original are one. */
  original?(o: CatalogObject): Address | undefined;
  /** What it could lean on as well as on what it does: which of them it is, the server chose, by their age. */
  servedBy?(o: CatalogObject, catalog: Catalog): readonly Address[];
  /** Do the alter's own statements put another in its place? What leans on it is then dropped before that and made again after. */
  swaps?(d: Difference, ctx: Context): boolean;
  /** What is made after it turns out otherwise: it comes, changes and goes after all that a plan makes and gives privileges on. */
  readonly actsOnLater?: true;
  /** Added to what is there, it comes before all that a plan makes to lean on that, and after all that goes: the server adds none to what is held in some ways. */
  readonly settles?: true;
  /** Its rows live elsewhere: nothing in it is built online, scanned or checked for them. */
  readonly rowless?: true;
  /**
   * Columns whose type the alter's own drafts rebuild (an enum losing a label), or undefined when they rebuild none. Expand replaces
   * what leans on these columns and does not ride a type change, and everything that leans on this object itself except these
   * columns, riding or not (a predicate or function that names the type); the alter's drafts run between their drops and creates.
   */
  retypes?(d: Difference, ctx: Context): readonly Address[] | undefined;
  /** Those columns have another type meanwhile (text): nothing that leans on them rides. */
  readonly retypesThrough?: true;
  /**
   * Names that may exist once on a server besides the address itself: what frees one runs before what takes it
   * (a constraint's index name among relations, the one primary key of a table). Default: class and names.
   */
  slots?(o: CatalogObject): readonly string[];

  /** How COMMENT ON, ALTER ... OWNER TO and GRANT ON name it, e.g. `TABLE "public"."t"`; undefined when there is no such command. */
  commentOn?(o: CatalogObject): string | undefined;
  ownerOn?(o: CatalogObject): string | undefined;
  /** Who owns it where nobody said so: an absent `owner` means that role (the schema public). */
  readonly stockOwner?: string;
  grantOn?(o: CatalogObject): string | undefined;
  /** The quoted column, when privileges are held on a column of what grantOn names. */
  grantColumn?(o: CatalogObject): string;
  /** Letters privileges in order for GRANT ALL detection, e.g. ['SELECT','INSERT']; by server major floor. */
  privileges?(floor: number): readonly string[];

  /**
   * Of an object whose drop is held back: what within it goes at once, because clients that no longer know the object would
   * break it. `inside` lives in it, `beside` in the same parent.
   */
  whileLeaving?(o: CatalogObject, inside: readonly CatalogObject[], beside: readonly CatalogObject[]): readonly Address[];

  /** Attributes that mean the same on every server major and hold no deparsed text: what `expect` carries. */
  readonly portable?: readonly string[];
  /** Attributes that servers below a major read past: definitions may hold them, and no statement for these servers states them of what is there. */
  readonly readPast?: Readonly<Record<string, number>>;
  /** First server major that knows an attribute or a value of it; returns the reason or undefined. Used against the floor. */
  needsServer?(o: CatalogObject): { major: number; what: string } | undefined;
}

export type { Address, Attrs, Catalog, CatalogObject, Value };
