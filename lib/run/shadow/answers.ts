// Owns reading what the backend sends after one statement: its messages, cut straight from the bytes, because nearly all of a
// catalog's reading is cells.

export interface Heard {
  readonly fields: readonly { readonly name: string; readonly oid: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** The server took the text and keeps it under the name it was given. */
  readonly parsed: boolean;
  /** The statement came to its end. */
  readonly complete: boolean;
  readonly error?: { readonly message: string; readonly [field: string]: unknown };
  readonly notices: readonly string[];
}

/** The fields of an ErrorResponse or NoticeResponse, by their letter, as pg names them. */
const said: { readonly [letter: string]: string } = {
  S: 'severity',
  C: 'code',
  M: 'message',
  D: 'detail',
  H: 'hint',
  P: 'position',
  p: 'internalPosition',
  q: 'internalQuery',
  W: 'where',
  s: 'schema',
  t: 'table',
  c: 'column',
  d: 'dataType',
  n: 'constraint',
  F: 'file',
  L: 'line',
  R: 'routine',
};

export function hear(answer: Uint8Array): Heard {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  const rows: (string | null)[][] = [];
  const notices: string[] = [];
  let fields: Heard['fields'] = [];
  let [parsed, complete] = [false, false];
  let error: Heard['error'];
  for (let at = 0; at < bytes.length;) {
    const [type, body] = [String.fromCharCode(bytes[at]!), at + 5];
    at += 1 + bytes.readInt32BE(at + 1);
    if (type === 'D') rows.push(cells(bytes, body));
    else if (type === '1') parsed = true;
    else if (type === 'T') fields = described(bytes, body);
    else if (type === 'N') notices.push(spoken(bytes, body).message);
    else if (type === 'E') error ??= spoken(bytes, body);
    // Done, empty, or held back: it came to an end.
    else if (type === 'C' || type === 'I' || type === 's') complete = true;
  }
  return { fields, rows, parsed, complete, ...(error && { error }), notices };
}

function cells(bytes: Buffer, start: number): (string | null)[] {
  const row: (string | null)[] = [];
  let at = start + 2;
  for (let left = bytes.readInt16BE(start); left > 0; left--) {
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length < 0) row.push(null);
    else row.push(bytes.toString('utf8', at, (at += length)));
  }
  return row;
}

function described(bytes: Buffer, start: number): { name: string; oid: number }[] {
  const fields: { name: string; oid: number }[] = [];
  let at = start + 2;
  for (let left = bytes.readInt16BE(start); left > 0; left--) {
    const end = bytes.indexOf(0, at);
    // after the name: its table and column, its type, and three numbers about the type
    fields.push({ name: bytes.toString('utf8', at, end), oid: bytes.readUInt32BE(end + 7) });
    at = end + 19;
  }
  return fields;
}

function spoken(bytes: Buffer, start: number): { message: string; [field: string]: string } {
  const fields: { message: string; [field: string]: string } = { message: '' };
  for (let at = start; bytes[at] !== 0;) {
    const end = bytes.indexOf(0, at);
    const name = said[String.fromCharCode(bytes[at]!)];
    if (name !== undefined) fields[name] = bytes.toString('utf8', at + 1, end);
    at = end + 1;
  }
  return fields;
}
