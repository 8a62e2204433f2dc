// The one way to talk to a database: shadow and targets look the same from here on.

export interface Session {
  /** Introspection reads the reserved schema too: only where tidemark plans its own ledger. */
  readonly whole?: boolean;
  /** One statement through the extended protocol; rows as plain objects. json columns arrive parsed, int4 as number, int8 and numeric as text. */
  rows<T = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** Queries that come again and again, in order: one round trip, and the server keeps their plans. Ask by readAll(). */
  read?(queries: readonly string[]): Promise<Record<string, unknown>[][]>;
  /** One statement whose rows nobody wants. */
  run(sql: string): Promise<void>;
  /** NOTICE texts since the last call. */
  notices(): string[];
  close(): Promise<void>;
}

/** What a server says of a failed statement. `code` is the SQLSTATE; logic uses it, never the text. */
export interface ServerError extends Error {
  code?: string;
  position?: string;
  detail?: string;
  hint?: string;
  where?: string;
  /** The function of the server that says it: for what has one code and no language of its own. */
  routine?: string;
  /** Where a violated constraint is. */
  schema?: string;
  table?: string;
}
