// Owns the form of a labelled statement.

export interface Label {
  /** The entry of the operation table that the statement must be recognised as, among others. */
  readonly op: string;
  /** Statements in order; the label is that of the last one. */
  readonly sql: string;
  readonly verdict: 'safe' | 'unsafe';
  /** Every hazard code it must carry, and no other. */
  readonly codes: readonly string[];
  /** Without a catalog: tables exist and are large. */
  readonly alone?: true;
  readonly floor?: number;
}

type More = Pick<Label, 'alone' | 'floor'>;
const list = (codes: string): string[] => codes.split(' ').filter((c) => c !== '');

export const safe = (op: string, sql: string, codes = '', more: More = {}): Label => ({ op, sql, verdict: 'safe', codes: list(codes), ...more });
export const unsafe = (op: string, sql: string, codes: string, more: More = {}): Label => ({ op, sql, verdict: 'unsafe', codes: list(codes), ...more });
export const alone = { alone: true } as const;
