// Loads a text of SQL statements as psql would, without psql and without the parser of lib/.
import pg from 'pg';

/** Runs the whole text. Throws what the server says, with the statement in `statement`. */
export async function load(url: string, text: string, settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  const plain = text.replace(/^\\.*$/gm, '');
  const begin = async (): Promise<void> => {
    await client.query('DISCARD ALL');
    for (const [name, value] of Object.entries(settings)) await client.query('SELECT set_config($1, $2, false)', [name, value]);
  };
  try {
    await begin();
    // one message is one transaction: quick, and wrong for what cannot run in one
    await client.query(plain);
  } catch (error) {
    if (!alone.has((error as { code?: string }).code ?? '')) throw error;
    await client.query('ROLLBACK');
    await begin();
    for (const statement of split(plain)) await client.query(statement);
  } finally {
    await client.end();
  }
}

// active_sql_transaction, unsafe new enum value, no_active_sql_transaction
const alone = new Set(['25001', '55P04', '25P01']);

const token = /--[^\n]*|\/\*|\*\/|\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|[eE]'|'|"|;|\bBEGIN\s+ATOMIC\b|\bCASE\b|\bEND\b/gi;

/** The statements of a text, without their semicolons. */
export function split(text: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let depth = 0;
  token.lastIndex = 0;
  for (let m = token.exec(text); m !== null; m = token.exec(text)) {
    const [found] = m;
    if (found.startsWith('--') || found === '*/') continue;
    if (found === '/*') token.lastIndex = after(text, '*/', token.lastIndex);
    else if (found.startsWith('$')) token.lastIndex = after(text, found, token.lastIndex);
    else if (found === '"') token.lastIndex = after(text, '"', token.lastIndex);
    else if (found === "'") token.lastIndex = after(text, "'", token.lastIndex);
    else if (found.length === 2 && found.endsWith("'")) token.lastIndex = escaped(text, token.lastIndex);
    else if (/^begin/i.test(found)) depth += 1;
    else if (/^case$/i.test(found)) depth += depth > 0 ? 1 : 0;
    else if (/^end$/i.test(found)) depth -= depth > 0 ? 1 : 0;
    else if (depth === 0) {
      statements.push(text.slice(start, m.index));
      start = token.lastIndex;
    }
  }
  return [...statements, text.slice(start)].map((s) => s.trim()).filter((s) => s.replace(/--[^\n]*/g, '').trim() !== '');
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? text.length : at + end.length;
}

function escaped(text: string, from: number): number {
  const end = /(?:[^'\\]|\\.)*'/sy;
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : text.length;
}
