// What each hazard code means: the sentence a statement gets, and the page of `explain`.

/** The words a sentence is filled with: names as SQL writes them. `object` is always there, e.g. "table public.t". */
export interface Slots {
  readonly object: string;
  readonly [slot: string]: string | undefined;
}

export interface Code {
  readonly title: string;
  /** One sentence: which object, and what follows. */
  readonly message: (s: Slots) => string;
  /** What to do about it, for any statement that has it. */
  readonly advice: string;
  /** Never makes a statement unsafe by itself. */
  readonly advisory?: true;
}

const lockOf = (s: Slots): string => s['lock'] ?? 'a strong lock';
const other = (s: Slots): string => s['ref'] ?? 'another table';
const rule = (s: Slots): string => s['name'] ?? 'the new rule';

export const codes = {
  LOCK_REWRITE: {
    title: 'Files are rewritten under a lock',
    message: (s) => `${s.object}: the files are rewritten under ${lockOf(s)}, and reads and writes wait until every row is copied`,
    advice: 'Expand and contract: a new column or table beside the old one, filled in batches, then a short swap.',
  },
  LOCK_SCAN: {
    title: 'Every row is read under a lock',
    message: (s) =>
      `${s.object}: every row is checked while ${lockOf(s)} is held, and ${s['lock'] === 'ACCESS EXCLUSIVE' || s['lock'] === undefined ? 'reads and writes wait' : 'writes wait'}`,
    advice: 'Add the rule as NOT VALID and validate it in a transaction of its own: validation lets reads and writes go on.',
  },
  LOCK_INDEX_BUILD: {
    title: 'An index is built under a lock',
    message: (s) =>
      `${s['table'] ?? s.object}: an index is built while ${lockOf(s)} is held, and ${s['lock'] === 'ACCESS EXCLUSIVE' ? 'reads and writes wait' : 'writes wait'}`,
    advice: 'Build the index CONCURRENTLY first, outside a transaction, and attach it with USING INDEX.',
  },
  LOCK_LONG: {
    title: 'A strong lock without a known end',
    message: (s) => `${s.object}: ${lockOf(s)} is held for as long as the statement or its transaction runs`,
    advice: 'Use the concurrent form, or keep the transaction short and set lock_timeout.',
  },
  LOCK_AEL_WAIT: {
    title: 'ACCESS EXCLUSIVE where a weaker form exists',
    message: (s) =>
      `${s['lockOn'] ?? s['parent'] ?? s['table'] ?? s.object}: ACCESS EXCLUSIVE is taken, though briefly, and while it waits every later query queues behind it`,
    advice: 'Use the concurrent form where there is one; else set a short lock_timeout and retry.',
  },
  LOCK_REFERENCED: {
    title: 'A second table is locked',
    message: (s) => `${other(s)} is locked as well (${s['refLock'] ?? 'SHARE ROW EXCLUSIVE'}) until the transaction ends`,
    advice: 'Keep the transaction short, set lock_timeout, and lock one pair of tables per transaction.',
    advisory: true,
  },
  LOCK_HELD_IN_TX: {
    title: 'Work goes on while a strong lock is held',
    message: (s) =>
      `${s['held'] ?? s.object} stays under ${s['heldLock'] ?? 'a strong lock'} from line ${s['heldLine'] ?? '?'} on while this statement reads or writes many rows`,
    advice: 'Commit between the statement that takes the lock and the one that takes long.',
  },
  TX_FORBIDDEN: {
    title: 'Not inside a transaction',
    message: (s) => `${s.object}: the server runs this only outside a transaction block`,
    advice: 'Put it in a segment of its own; it cannot be rolled back together with other steps.',
    advisory: true,
  },
  FAIL_IN_TX: {
    title: 'Fails in this transaction',
    message: (s) => s['because'] ?? `${s.object}: the statement fails inside the transaction it stands in`,
    advice: 'Move it to a transaction of its own, or outside of any.',
  },
  FAIL_CERTAIN: {
    title: 'The server refuses it',
    message: (s) =>
      `${s.object}: the server refuses this whatever the data${s['sqlstate'] === undefined ? '' : ` (${s['sqlstate']})`}${s['because'] === undefined ? '' : `: ${s['because']}`}`,
    advice: 'Change the statement; dependents must go or change first.',
  },
  FAIL_DATA_DEPENDENT: {
    title: 'Fails if rows violate it',
    message: (s) => `${s.object}: the statement fails if a row that is there does not fit ${rule(s)}`,
    advice: 'Count the rows first, repair them, and then run it.',
  },
  DATA_DROP_TABLE: {
    title: 'Rows are lost',
    message: (s) => `${s.object} and all its rows are destroyed`,
    advice: 'Stop using it in one release, drop it in a later one, after a backup.',
  },
  DATA_DROP_COLUMN: {
    title: 'Values are lost',
    message: (s) => `${s.object} and its values are destroyed; bringing it back brings it back empty`,
    advice: 'Stop reading and writing it in one release, drop it in a later one.',
  },
  DATA_DROP_OTHER: { title: 'A position is lost', message: (s) => `${s.object}: the position of the sequence is lost`, advice: 'Note its last value first.' },
  DATA_TRUNCATE: {
    title: 'All rows are lost',
    message: (s) => `${s.object}: every row is destroyed, and older snapshots see an empty table`,
    advice: 'Delete in batches where clients are at work.',
  },
  DATA_DELETE_ALL: {
    title: 'All rows are deleted',
    message: (s) => `${s.object}: every row is deleted, because nothing limits the statement`,
    advice: 'Add a WHERE, and delete in batches.',
  },
  DATA_DELETE_SOME: {
    title: 'Rows are changed or deleted',
    message: (s) => `${s.object}: rows are changed or deleted, and no rollback of the schema brings them back`,
    advice: 'Keep a copy of the rows, and work in batches.',
  },
  DATA_UPDATE_ALL: {
    title: 'All rows are updated',
    message: (s) => `${s.object}: every row is updated in one transaction, because nothing limits the statement`,
    advice: 'Update in batches, committing each.',
  },
  DATA_LOSSY_CAST: {
    title: 'Values change in the cast',
    message: (s) => `${s.object}: the cast to ${s['type'] ?? 'the new type'} rounds, cuts or normalises values without an error`,
    advice: 'Keep the old column until the new one is checked.',
  },
  DATA_MIGRATION: {
    title: 'Medusa changes rows, and a plan does not',
    message: (s) => `Medusa also changes rows: ${s.object}; the definitions tell nothing of that, and no step was planned for it`,
    advice:
      'Read these migrations, write what they do to rows into the plan as steps of your own, where the columns that they read are there, and tidemark prove it; then acknowledge.',
  },
  DATA_CASCADE: {
    title: 'More is removed than is named',
    message: (s) => `${s.object}: everything that leans on it goes as well, unnamed`,
    advice: 'Name each dependent in a statement of its own.',
  },
  DATA_DURABILITY: {
    title: 'Not safe against a crash',
    message: (s) => `${s.object}: its rows are lost after a crash and never reach a standby`,
    advice: 'Keep rows that matter in logged tables.',
  },
  COMPAT_RENAME: {
    title: 'The old name is gone',
    message: (s) => `${s.object}: clients that use the old name fail from the moment this commits`,
    advice: 'Let both names live side by side until all clients have moved.',
  },
  COMPAT_DROP: {
    title: 'Clients may still use it',
    message: (s) => `${s.object} is gone: clients that still use it fail`,
    advice: 'Release clients that do without it first.',
  },
  COMPAT_TYPE: {
    title: 'Clients see another type',
    message: (s) => `${s.object}: clients see ${s['type'] === undefined ? 'another type' : `type ${s['type']}`} where they expect the old one`,
    advice: 'Release clients that accept both first.',
  },
  COMPAT_REQUIRED: {
    title: 'Old writers fail',
    message: (s) => `${s.object}: writers that leave it out, or give it a value of their own, fail`,
    advice: 'Release writers that fit first.',
  },
  COMPAT_NULLABLE: {
    title: 'Readers may meet NULL',
    message: (s) => `${s.object}: readers may meet NULL where there was none, and once it is stored there is no way back`,
    advice: 'Release readers that accept NULL first.',
  },
  COMPAT_DEFAULT: {
    title: 'Old inserts relied on the default',
    message: (s) => `${s.object}: inserts that leave it out get NULL, or fail`,
    advice: 'Release writers that give a value first.',
  },
  COMPAT_CONSTRAINT: {
    title: 'Old writers may violate it',
    message: (s) => `${s.object}: writes that do not fit ${rule(s)} fail from now on`,
    advice: 'Release writers that fit first.',
  },
  COMPAT_CONSTRAINT_DROPPED: {
    title: 'Uniqueness is gone',
    message: (s) => `${s.object}: ON CONFLICT on its columns fails, and duplicates can be stored`,
    advice: 'Release clients that do not rely on it first.',
  },
  COMPAT_PREPARED: {
    title: 'Prepared statements fail once',
    message: (s) => `${s['table'] ?? s.object}: prepared statements that return the changed columns, or SELECT *, fail until they are prepared again`,
    advice: 'Let clients reconnect, or name the columns.',
    advisory: true,
  },
  COMPAT_RESULT: {
    title: 'The same query, another result',
    message: (s) => `${s.object}: the same query returns other rows, or another order`,
    advice: 'Check the readers first.',
  },
  COMPAT_SIGNATURE: {
    title: 'The signature changes',
    message: (s) => `${s.object}: its result, argument names or defaults change, and callers that rely on them fail`,
    advice: 'Make a new function beside the old one and move the callers.',
  },
  COMPAT_VIEW_SHAPE: {
    title: 'The columns of a view change',
    message: (s) => `${s.object}: a column is dropped, renamed, moved or of another type, and clients that read it fail`,
    advice: 'Only add columns at the end, or make a view of another name.',
  },
  COMPAT_ENUM: {
    title: 'Clients may meet a new label',
    message: (s) => `${s.object}: clients that do not know the label ${s['value'] ?? ''} may meet it`,
    advice: 'Release clients that know it before rows use it.',
    advisory: true,
  },
  COMPAT_RANGE: { title: 'A smaller range', message: (s) => `${s.object}: values that fitted no longer do`, advice: 'Check the last value first.' },
  COMPAT_REPLICATION: {
    title: 'Subscribers are affected',
    message: (s) => `${s.object}: subscribers stop receiving rows, or receive others`,
    advice: 'Tell the owners of the subscriptions first.',
  },
  COMPAT_JSON_EQUALITY: {
    title: 'json cannot be compared',
    message: (s) => `${s['table'] ?? s.object}: DISTINCT, UNION and GROUP BY over all columns fail, because type json has no equality`,
    advice: 'Use jsonb.',
  },
  SEC_RLS_OFF: {
    title: 'Row security is off',
    message: (s) => `${s.object}: its policies no longer hold, and whoever may read or write the table reaches every row`,
    advice: 'Keep row security on, and change the policies instead.',
  },
  SEC_RLS_ON_NO_POLICY: {
    title: 'Row security without a policy',
    message: (s) => `${s.object}: no policy lets anybody through, so everyone but the owner sees no row and gets no error`,
    advice: 'Create the policies first: they do nothing until row security is on.',
  },
  SEC_POLICY_WIDEN: {
    title: 'More rows are open',
    message: (s) => `${s.object}: a permissive policy adds rows to what ${s['role'] ?? 'its roles'} may reach`,
    advice: 'Name the role and the rows narrowly, or make the policy restrictive.',
  },
  SEC_POLICY_CHANGE: {
    title: 'Who reaches which row changes',
    message: (s) => `${s.object}: who may read and write which rows changes`,
    advice: 'Test the policy as each role first.',
  },
  SEC_GRANT: {
    title: 'Rights are given',
    message: (s) => `${s.object}: ${s['role'] ?? 'a role'} gets ${s['privilege'] ?? 'more rights'}`,
    advice: 'Give the least, to one role.',
  },
  SEC_REVOKE: {
    title: 'Rights are taken away',
    message: (s) => `${s.object}: ${s['role'] ?? 'a role'} loses ${s['privilege'] ?? 'rights'}, and its clients fail`,
    advice: 'Check who uses the right first.',
  },
  SEC_OWNER: {
    title: 'Another owner',
    message: (s) => `${s.object}: the new owner may alter and drop it, and passes by row security and grants`,
    advice: 'Check what the new owner may do.',
  },
  SEC_ROLE: {
    title: 'A role changes',
    message: (s) => `${s.object}: what a role may do changes for the whole server or session`,
    advice: 'Manage roles outside of schema changes, with a review of their own.',
  },
  SEC_DEFINER: {
    title: 'Code that runs with the rights of its owner',
    message: (s) => `${s.object}: it ${s['because'] ?? 'runs with the rights of its owner, and the search_path of the caller decides which objects it means'}`,
    advice: 'Fix search_path in the function, and revoke EXECUTE from PUBLIC.',
  },
  SEC_VIEW_OPTIONS: {
    title: 'A protection of a view changes',
    message: (s) =>
      `${s.object}: ${s['because'] ?? 'its security_invoker, security_barrier or check option changes'}, so other rows may be read or written through it`,
    advice: 'Say the options again in every CREATE OR REPLACE VIEW.',
  },
  CORRECT_STALE_INDEX: {
    title: 'Indexes no longer match',
    message: (s) => `${s.object}: indexes, generated columns and constraints keep what the old body said, and queries through them give wrong answers`,
    advice: 'Make a new function, build the indexes on it, then move over.',
  },
  CORRECT_FK_OFF: {
    title: 'Foreign keys are off',
    message: (s) => `${s.object}: foreign keys are not enforced meanwhile, and nothing checks the rows afterwards`,
    advice: 'Disable single triggers by name, inside one transaction.',
  },
  CORRECT_INVALID_INDEX: {
    title: 'A failed build leaves an index behind',
    message: (s) => `${s.object}: if the build fails, an INVALID index stays, which IF NOT EXISTS takes for a good one`,
    advice: 'Look at indisvalid, drop the index CONCURRENTLY, and build it again.',
    advisory: true,
  },
  CORRECT_NOT_ENFORCED: {
    title: 'A rule that is not enforced',
    message: (s) => `${s.object}: ${rule(s)} is written down but not enforced, so rows may break it`,
    advice: 'Enforce it: NOT VALID, then VALIDATE.',
  },
  CORRECT_REPL_IDENTITY: {
    title: 'Rows without identity for replication',
    message: (s) => `${s.object}: UPDATE and DELETE of published rows need a replica identity, and fail or log whole rows without one`,
    advice: 'Give the table a primary key, or REPLICA IDENTITY USING INDEX.',
  },
  CORRECT_SEQ_RESET: {
    title: 'Numbers may come twice',
    message: (s) => `${s.object}: numbers that are in use may be given out again`,
    advice: 'Start above the highest value in use.',
  },
  CORRECT_SILENT_SKIP: {
    title: 'Nothing may happen, in silence',
    message: (s) => `${s.object}: IF EXISTS or IF NOT EXISTS does nothing when the state is another one, and says no more than a notice`,
    advice: 'Leave the clause away: an unexpected state should be an error.',
  },
  CORRECT_CONSTRAINT_DROPPED: {
    title: 'A rule is gone',
    message: (s) => `${s.object}: ${rule(s)} no longer holds, and there is a way back only while no row breaks it`,
    advice: 'Drop it only when the rule is really gone.',
  },
  BEHAVIOUR_TRIGGER: { title: 'Writes do something else', message: (s) => `${s.object}: what happens on writes changes`, advice: 'Test the writes first.' },
  BEHAVIOUR_FUNCTION: {
    title: 'Callers get other behaviour',
    message: (s) => `${s.object}: every caller gets the new behaviour at once${s['lost'] === undefined ? '' : `, and ${s['lost']} is lost`}`,
    advice: 'Say every attribute again; test the callers.',
  },
  BEHAVIOUR_RULE: {
    title: 'Queries are rewritten',
    message: (s) => `${s.object}: what queries on ${s['table'] ?? 'the table'} do changes`,
    advice: 'Prefer triggers.',
  },
  BEHAVIOUR_GENERATED: {
    title: 'No longer computed',
    message: (s) => `${s.object}: its values stay, and new rows are no longer computed`,
    advice: 'Release writers that fill it first.',
  },
  BEHAVIOUR_CONFIG: {
    title: 'A setting outlives the statement',
    message: (s) => `${s.object}: a setting changes for more than this script`,
    advice: 'Keep settings in the configuration of the server.',
  },
  OPAQUE_CODE: {
    title: 'Cannot be read',
    message: (s) => `${s.object}: ${s['because'] ?? 'what it runs cannot be read from the statement'}`,
    advice: 'Write the statements themselves, or say why this one is fine.',
  },
  OPAQUE_EXTENSION: {
    title: 'An extension runs its own script',
    message: (s) => `${s.object}: the script of the extension runs with it, unseen`,
    advice: 'Pin the version, and try it on a copy.',
  },
  OPAQUE_NAMES: {
    title: 'Names may mean something else',
    message: (s) => `${s.object}: unqualified names after this statement mean objects of other schemas`,
    advice: 'Write names with their schema.',
    advisory: true,
  },
  PERF_INDEX_DROPPED: {
    title: 'Queries lose an index',
    message: (s) => `${s.object}: queries that used it read the whole table`,
    advice: 'Look at pg_stat_user_indexes first.',
    advisory: true,
  },
  PERF_STATS_LOST: {
    title: 'Statistics are lost',
    message: (s) => `${s.object}: its statistics are deleted, and plans are guesses until ANALYZE`,
    advice: 'Run ANALYZE on the column right after.',
    advisory: true,
  },
  PERF_IO: {
    title: 'Much reading and writing',
    message: (s) => `${s.object}: everything is read or written once, which takes time and disk`,
    advice: 'Pick a quiet moment.',
    advisory: true,
  },
  PERF_FK_NO_INDEX: {
    title: 'A foreign key without an index',
    message: (s) =>
      `${s['table'] ?? s.object}: without an index on ${s['columns'] ?? 'the referencing columns'}, each DELETE or UPDATE in ${other(s)} reads the whole table`,
    advice: 'CREATE INDEX CONCURRENTLY on the referencing columns first.',
    advisory: true,
  },
  ORDER_CHANGED: {
    title: 'Columns come in another order',
    message: (s) => `${s.object}: it comes back as the last column, and SELECT * and row types see another order`,
    advice: 'Name the columns.',
    advisory: true,
  },
  IRREVERSIBLE: {
    title: 'No statement undoes it',
    message: (s) => `${s.object}: no statement of PostgreSQL undoes this`,
    advice: 'Plan the way back before you go.',
    advisory: true,
  },
  IDENT_TRUNCATED: {
    title: 'A name is cut',
    message: (s) => `${s.object}: the name ${s['long'] ?? '…'} is longer than 63 bytes and is cut`,
    advice: 'Pick a shorter name.',
  },
} as const satisfies Record<string, Code>;

export type HazardCode = keyof typeof codes;

export function isCode(text: string): text is HazardCode {
  return Object.hasOwn(codes, text);
}

/** True for codes that are worth knowing and need nobody's answer. */
export function isAdvisory(code: string): boolean {
  return isCode(code) && (codes[code] as Code).advisory === true;
}
