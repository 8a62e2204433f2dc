// The only file that knows pg-query-emscripten and libpg-query. The first speaks PostgreSQL 16, never frees memory and
// dies on large input: it gets small statements and is replaced every 20 KB. The second speaks 18 and gets the rest.
// Both yield the node shape of 18.

// Nodes of the parse tree are plain JSON; their shapes are PostgreSQL's parsenodes.h.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Ast = any;

/** One statement's tree, `{ CreateStmt: {...} }`, or why there is none. `position` is 0-based, in UTF-16 units. */
export type Parsed = { readonly node: Ast } | { readonly error: string; readonly position: number };

type Instance = { parse(sql: string): { parse_tree?: { stmts?: { stmt: Ast }[] }; error?: { message: string } | null } };
type Modern = { loadModule(): Promise<void>; parseSync(sql: string): { stmts?: { stmt: Ast }[] } };

/** UTF-16 units; a fresh instance of the old engine dies near 60 KB in total. */
const SMALL = 8_000;
const RECYCLE = 20_000;
/** Whole inputs above this go to the new engine at once: recycling would cost more than loading it. */
const LARGE = 12_000;

let makeInstance: (() => Promise<Instance>) | undefined;
let modern: Modern | undefined;

async function loadOld(): Promise<() => Promise<Instance>> {
  if (makeInstance === undefined) {
    const { default: Module } = (await import('pg-query-emscripten' as string)) as { default: new () => Promise<Instance> };
    makeInstance = () => new Module();
  }
  return makeInstance;
}

async function loadModern(): Promise<Modern> {
  if (modern === undefined) {
    const loaded = (await import('libpg-query')) as unknown as Modern;
    await loaded.loadModule();
    modern = loaded;
  }
  return modern;
}

let instance: { engine: Instance; fed: number } | undefined;

/** Parses single statements, in order. Each text holds exactly one statement; `total` is the length of the text they are part of. */
export async function parseOneByOne(texts: readonly string[], total = texts.reduce((sum, t) => sum + t.length, 0)): Promise<Parsed[]> {
  const results: Parsed[] = [];
  for (const text of texts) {
    const small = total <= LARGE && text.length <= SMALL;
    // Loaded already, the newer one is the quicker for any text; its words are reserved in it alone (json_value), so what it refuses goes to the other.
    const oldFirst = small && modern === undefined;
    const first = (oldFirst ? await tryOld(text) : undefined) ?? tryModern(await loadModern(), text);
    const second = small && !oldFirst && 'error' in first ? await tryOld(text) : undefined;
    results.push(second ?? first);
  }
  return results;
}

/** undefined: not understood, whatever the reason; after a throw the instance is not trusted again. */
async function tryOld(text: string): Promise<Parsed | undefined> {
  const fed = Buffer.byteLength(text);
  if (instance === undefined || instance.fed + fed > RECYCLE) instance = { engine: await (await loadOld())(), fed: 0 };
  instance.fed += fed;
  try {
    const result = instance.engine.parse(text);
    const stmts = result.parse_tree?.stmts;
    if (result.error != null || stmts?.length !== 1) {
      if (result.error != null) instance = undefined;
      return undefined;
    }
    return { node: located(text, modernised(stmts[0]!.stmt)) };
  } catch {
    // a fixed heap that ran over: whatever it says now may be garbled, so the other engine is asked
    instance = undefined;
    return undefined;
  }
}

function tryModern(engine: Modern, text: string): Parsed {
  try {
    const stmts = engine.parseSync(text).stmts ?? [];
    if (stmts.length !== 1) return { error: stmts.length === 0 ? 'no statement' : 'more than one statement', position: 0 };
    return { node: located(text, stmts[0]!.stmt) };
  } catch (cause) {
    if (cause instanceof RangeError) return { error: 'nested too deeply to be read', position: 0 };
    const details = (cause as { sqlDetails?: { cursorPosition?: number } }).sqlDetails;
    return { error: (cause as Error).message, position: unitsOf(text, details?.cursorPosition ?? 0) };
  }
}

/** Code points to UTF-16 units. */
function unitsOf(text: string, points: number): number {
  let units = 0;
  for (let n = 0; n < points && units < text.length; n++) units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  return units;
}

/** Byte offsets in the tree become offsets in the string. */
function located(text: string, node: Ast): Ast {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return node;
  const bytes = Buffer.from(text);
  const units = (byte: number): number => (byte < 0 ? byte : bytes.toString('utf8', 0, byte).length);
  walk(node, (body) => {
    for (const name of ['location', 'list_start', 'list_end', 'stmt_location', 'name_location', 'type_location']) {
      if (typeof body[name] === 'number') body[name] = units(body[name]);
    }
  });
  return node;
}

/** PostgreSQL 16's tree in the words of 18. */
function modernised(node: Ast): Ast {
  walk(node, (body) => {
    if (typeof body.contype === 'string') {
      if (body.contype === 'CONSTR_CHECK') body.is_enforced = body.initially_valid = true;
      if (body.contype === 'CONSTR_FOREIGN') body.is_enforced = true;
      if (body.contype === 'CONSTR_NOTNULL') body.initially_valid = body.is_enforced = true;
      if (body.contype === 'CONSTR_GENERATED') body.generated_kind ??= 's';
      if (body.skip_validation === true) body.initially_valid = undefined;
    }
    if (body.MergeWhenClause !== undefined) {
      const clause = body.MergeWhenClause;
      clause.matchKind = clause.matched === true ? 'MERGE_WHEN_MATCHED' : 'MERGE_WHEN_NOT_MATCHED_BY_TARGET';
      delete clause.matched;
    }
  });
  return node;
}

/** Visits every object below `value`, itself included. */
export function walk(value: Ast, visit: (body: Ast) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, visit);
  } else if (value !== null && typeof value === 'object') {
    visit(value);
    for (const name in value) {
      const inner = value[name];
      if (inner !== null && typeof inner === 'object') walk(inner, visit);
    }
  }
}
