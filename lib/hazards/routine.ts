// Recognises what is done to functions and procedures.
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { option, stringsOf, typeText } from '../sql/names.ts';
import { typeName } from './casts.ts';
import type { HazardCode } from './codes.ts';
import { found, type Asked, type Found, type Recogniser } from './found.ts';
import type { Routine } from './relation.ts';

/** Equal types, one of them perhaps written without its schema. */
function sameTypes(a: readonly string[], b: readonly string[]): boolean {
  const last = (text: string): string => {
    const t = typeName(text);
    return `${t.base.replaceAll('"', '').split('.').at(-1)!}${'[]'.repeat(t.dims)}`;
  };
  return a.length === b.length && a.every((t, n) => last(t) === last(b[n]!));
}

export function parametersOf(body: Ast): { types: string[]; names: string[]; defaults: number; outs: boolean } {
  const all = ((body.parameters ?? []) as Ast[]).map((p) => p.FunctionParameter);
  const input = all.filter((p) => p.mode !== 'FUNC_PARAM_OUT' && p.mode !== 'FUNC_PARAM_TABLE');
  return {
    types: input.map((p) => typeText(p.argType)),
    names: input.map((p) => (p.name as string | undefined) ?? ''),
    defaults: input.filter((p) => p.defexpr !== undefined).length,
    outs: all.length > input.length || all.some((p) => p.mode === 'FUNC_PARAM_INOUT'),
  };
}

export function routineOf(names: readonly string[], args: readonly string[] | undefined, { state }: Asked): Routine | undefined {
  const all = state.routines(names);
  return args === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((r) => sameTypes(r.args, args));
}

export const settingsOf = (options: Ast[] | undefined): string[] =>
  (options ?? []).filter((o) => o.DefElem?.defname === 'set').map((o) => o.DefElem.arg?.VariableSetStmt?.name as string);
export const isTrue = (arg: Ast): boolean => arg?.Boolean?.boolval === true;

/** Kinds that keep what a function returned: a new body does not reach them. */
const keepers = new Set(['index', 'table constraint', 'table', 'table column', 'domain constraint', 'materialized view']);

function keptBy(r: Routine, asked: Asked): string[] {
  const all = ['function', 'procedure'].flatMap((kind) => asked.state.dependents(kind, r.names, r.args));
  return all.filter((o) => keepers.has(o.at.kind) && o.at.kind !== 'materialized view').map((o) => `${o.at.kind} ${plainName(o.at.names)}`);
}

export const createFunction: Recogniser = (body, asked) => {
  const names = stringsOf(body.funcname);
  const p = parametersOf(body);
  const object = `${body.is_procedure === true ? 'procedure' : 'function'} ${plainName(names)}(${p.types.join(', ')})`;
  const slots: Record<string, string | undefined> = { name: `${plainName(names)}(${p.types.join(', ')})` };
  const settings = settingsOf(body.options);
  const definer = isTrue(option(body.options, 'security'));
  const existing = routineOf(names, p.types, asked);
  const unsafeDefiner = definer && !settings.includes('search_path') ? [found('create-secdef-function', object, { slots })] : [];
  if (body.replace !== true || (existing === undefined && asked.state.hasCatalog) || existing?.made === true)
    return unsafeDefiner.length > 0 ? unsafeDefiner : [found('create-function', object, { slots })];
  if (existing === undefined) return unsafeDefiner.length > 0 ? unsafeDefiner : [found('create-or-replace-function', object, { slots })];
  const out: Found[] = [...unsafeDefiner];
  const because = incompatible(existing, body, p, asked);
  if (because !== undefined) return [...out, found('create-or-replace-function-rettype', object, { slots: { ...slots, because, sqlstate: '42P13' } })];
  const kept = keptBy(existing, asked);
  if (kept.length > 0) out.push(found('replace-function-in-index', object, { slots: { ...slots, because: kept.join(', ') } }));
  const lost = [
    ...(existing.securityDefiner && !definer ? ['SECURITY DEFINER'] : []),
    ...existing.settings.filter((s) => !settings.includes(s)).map((s) => `SET ${s}`),
    ...(existing.strict && !isTrue(option(body.options, 'strict')) ? ['STRICT'] : []),
  ];
  if (lost.length > 0) {
    const minus: HazardCode[] = lost.every((l) => l === 'STRICT') ? ['SEC_DEFINER'] : [];
    out.push(found('replace-function-loses-attributes', object, { minus, slots: { ...slots, lost: lost.join(', '), because: `loses ${lost.join(', ')}` } }));
  }
  return out.length > 0 ? out : [found('create-or-replace-function', object, { slots })];
};

function incompatible(existing: Routine, body: Ast, p: ReturnType<typeof parametersOf>, { state }: Asked): string | undefined {
  if (existing.result !== undefined && body.returnType !== undefined && !p.outs && !/^(TABLE|record)/i.test(existing.result)) {
    const set = /^SETOF /i.test(existing.result);
    // what a type is called that was renamed before, the catalog of the start does not say
    const moved = [...existing.result.matchAll(/"((?:[^"]|"")+)"|([^\s".[\]]+)/g)].some((m) => state.renamed.has(m[1] ?? m[2]!));
    if (set !== (body.returnType.setof === true) || (!moved && !sameTypes([existing.result.replace(/^SETOF /i, '')], [typeText(body.returnType)])))
      return `it returns ${existing.result} now`;
  }
  const renamed = existing.argumentNames?.find((n, at) => n !== '' && p.names[at] !== n);
  if (renamed !== undefined) return `its argument ${renamed} has another name`;
  if (existing.defaults !== undefined && p.defaults < existing.defaults) return 'an argument loses its default';
  return undefined;
}

export const alterFunction: Recogniser = (body, asked) => {
  const func = body.func.ObjectWithArgs ?? body.func;
  const names = stringsOf(func.objname);
  const args = func.args_unspecified === true ? undefined : ((func.objargs ?? []) as Ast[]).map((a) => typeText(a.TypeName));
  const existing = routineOf(names, args, asked);
  const object = `function ${plainName(names)}${args === undefined ? '' : `(${args.join(', ')})`}`;
  const d = { fresh: existing?.made === true, slots: { name: `${plainName(names)}${args === undefined ? '' : `(${args.join(', ')})`}` } };
  const options = body.actions as Ast[];
  const security = option(options, 'security');
  const out: Found[] = [];
  if (security !== undefined && isTrue(security))
    out.push(
      found('alter-function-secdef', object, {
        ...d,
        fresh: false,
        ...(settingsOf(options).includes('search_path') || existing?.settings.includes('search_path') === true
          ? { slots: { ...d.slots, because: 'runs with the rights of its owner from now on' } }
          : {}),
      }),
    );
  const volatility = option(options, 'volatility')?.String?.sval as string | undefined;
  if (volatility !== undefined && volatility !== 'immutable') {
    const kept = existing === undefined ? [] : keptBy(existing, asked);
    if (kept.length > 0 || (existing === undefined && !asked.state.hasCatalog)) out.push(found('alter-function-immutable-in-index', object, d));
  }
  const resets = options.some((o) => o.DefElem?.defname === 'set' && ['VAR_RESET', 'VAR_RESET_ALL'].includes(o.DefElem.arg?.VariableSetStmt?.kind as string));
  if (existing?.securityDefiner === true && (resets || (security !== undefined && !isTrue(security))))
    out.push(found('replace-function-loses-attributes', object, { ...d, slots: { ...d.slots, lost: 'a setting', because: 'loses a setting' } }));
  return out.length > 0 ? out : [found('alter-function', object, d)];
};
