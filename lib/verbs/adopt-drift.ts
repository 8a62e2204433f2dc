// `tidemark drift --adopt`: drift becomes what is wanted. Into the definitions where they are SQL, into a plan that other targets
// run, and into this target's ledger as there already.
import { keyOf, parseAddress, show, type Address, type Key } from '../catalog/address.ts';
import { isRight } from '../catalog/rights.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import { splitPlanName } from '../format/names.ts';
import type { StoredPlan } from '../format/plans-folder.ts';
import type { Authored } from '../desired/authored.ts';
import type { Drifted, DriftResult, Sighted } from '../run/execute/drift.ts';
import type { TakenIn } from '../run/prove/take-in.ts';
import { timeouts } from './apply.ts';
import { prepared, type DriftVerbOptions } from './drift.ts';
import { homesOf } from './located.ts';
import { plan, writeProposal } from './plan.ts';
import { openProject, type Project } from './project.ts';

export interface AdoptOptions extends DriftVerbOptions {
  readonly shadow?: string;
  /** ms */
  readonly wait?: number;
  readonly on?: (event: { readonly doing: string }) => void;
}

/** What became of one drifted object in the definitions. */
export interface Adopted {
  readonly address: string;
  /** Changed there already, or for a person to change: then `say` tells what. */
  readonly done: boolean;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly say: string;
}

export interface AdoptResult {
  readonly result: DriftResult;
  readonly plans: readonly { readonly plan: string; readonly file: string }[];
  readonly definitions: readonly Adopted[];
  /** The definitions say now what the plans build; otherwise somebody has to edit them, or the next plan takes it back. */
  readonly agrees: boolean;
}

/** Throws ADOPT_PENDING, DRIFT_LEANS_OUTSIDE, TARGET_MOVED and what planning and connecting throw. */
export async function adoptDrift(options: AdoptOptions = {}): Promise<AdoptResult> {
  const { project, settings, run } = await prepared(options);
  const { ADOPTING, overWith, record } = await import('../run/execute/adopt.ts');
  const { result, from } = await run.sightDrift({ ...settings, plans: true, resuming: ADOPTING });
  const ledger = { ...timeouts(project.config.timeouts ?? {}, options), project: project.project, target: settings.target, signal: options.signal };
  if (from === undefined) return { result, plans: [], definitions: [], agrees: true };
  await project.finish();
  if (result.drifted.length === 0) {
    const died = from.ledger.running !== undefined;
    if (died) await overWith(ledger);
    return { result, plans: [], definitions: [], agrees: !died || (await agrees(options)) };
  }
  const modules = [...new Set(result.drifted.map((d) => d.module))].sort();
  const { chain, files } = await project.chain();
  const before = notApplied(files, modules, from);
  const isBefore = (plan: string): boolean => before.some((f) => f.plan === plan);
  options.on?.({ doing: 'planning what is there' });
  const [{ propose }, { takeIn }] = await Promise.all([import('../run/prove/propose.ts'), import('../run/prove/take-in.ts')]);
  const addresses = result.drifted.map((d) => d.address);
  const taken = await takeIn(from.live, addresses, from.plans, project.shadowOptions(options.shadow));
  const definitions = await project.definitions();
  const stands = chain.filter((f) => !isBefore(f.plan));
  const proposal = await propose({
    definitions: { ...definitions, renames: [], using: [] },
    plans: stands,
    modules: [...modules, 'shared'],
    floor: project.floor,
    online: project.config.online ?? true,
    policy: project.policy,
    ignore: project.config.ignore,
    shadow: project.shadowOptions(options.shadow),
    instead: async () => taken.desired,
    ...(options.on === undefined ? {} : { on: options.on }),
  });
  const written = await writeProposal(
    project,
    proposal,
    stands,
    files.filter((f) => !isBefore(f.plan)),
    { name: 'adopt-drift', dryRun: true },
  );
  const other = before.find((f) => written.find((w) => w.plan === f.plan)?.content.seal !== f.seal);
  if (other !== undefined) throw pending(other);
  // The ledger last: until it has them the drift stands, and the same command finds its own plans and statements and goes on.
  const { writePlanFiles } = await import('../format/plans-folder.ts');
  writePlanFiles(
    project.plansDir,
    written.filter((w) => !isBefore(w.plan)).map((w) => w.content),
  );
  const edited = await intoDefinitions(project, result.drifted, taken);
  const stored = new Map((await project.files()).map((f) => [f.plan, f]));
  await record({
    ...ledger,
    how: 'adopted',
    plans: written.map((w) => stored.get(w.plan)!),
    objects: new Map([...taken.owners].filter(([key]) => from.live.objects.has(key))),
    gone: goneIn(from, result.drifted),
    accepted: [],
    seen: from.live,
  });
  options.on?.({ doing: 'reading the definitions again' });
  return {
    result,
    plans: written.map((w) => ({ plan: w.plan, file: project.shown(w.file) })),
    definitions: edited,
    agrees: await agrees(options, modules),
  };
}

async function agrees(options: AdoptOptions, modules: readonly string[] = options.modules ?? []): Promise<boolean> {
  const left = await plan({ ...options, modules, dryRun: true }).catch(() => undefined);
  return left !== undefined && left.plans.length === 0;
}

/**
 * A new plan goes to the end of its chain: what stands there before it has to be there too, but for plans that may be the ones that
 * an adoption wrote which ended early. Throws ADOPT_PENDING.
 */
function notApplied(files: readonly StoredPlan[], modules: readonly string[], from: NonNullable<Sighted['from']>): StoredPlan[] {
  const applied = new Set(from.ledger.plans.map((p) => p.name));
  const left = files.filter((f) => modules.includes(splitPlanName(f.plan).module) && !applied.has(f.plan));
  const other = left.find((f) => !f.plan.endsWith('-adopt-drift'));
  if (other !== undefined) throw pending(other);
  return left;
}

function pending({ plan }: StoredPlan): TidemarkError {
  return new TidemarkError('ADOPT_PENDING', `${plan} is not applied here, and what is adopted would come after it`, {
    at: { object: plan },
    next: 'tidemark apply, then tidemark drift --adopt',
    exit: EXIT.decide,
  });
}

function goneIn(from: NonNullable<Sighted['from']>, drifted: readonly Drifted[]): { at: Address; attrs: Record<string, never> }[] {
  const gone = new Set(drifted.filter((d) => d.is === 'gone').map((d) => keyOf(parseAddress(d.address))));
  const { objects } = from.recorded;
  const goes = (key: Key): boolean => {
    const home = objects.get(key)?.within;
    return gone.has(key) || (home !== undefined && goes(keyOf(home)));
  };
  return [...objects].filter(([key]) => goes(key)).map(([, o]) => ({ at: o.at, attrs: {} }));
}

/** An owner or grants that no plan says anything of: nothing is to change for them but the record of this target. */
function isUnstated(d: Drifted, taken: TakenIn): boolean {
  const key = keyOf(parseAddress(d.address));
  return d.is === 'changed' && d.attrs.every((a) => isRight(a.name) && !taken.states(key, a.name));
}

async function intoDefinitions(project: Project, drifted: readonly Drifted[], taken: TakenIn): Promise<Adopted[]> {
  const { appendStatements, replaceStatement, saidBy } = await import('../desired/edit.ts');
  const out: Adopted[] = [];
  for (const o of taken.needed) {
    const module = project.moduleOf(o.module ?? drifted[0]!.module);
    out.push({ address: show(o.at), done: true, ...appendStatements(project, module, taken.text(keyOf(o.at))), say: 'added' });
  }
  for (const d of drifted) {
    const at = parseAddress(d.address);
    const { statements } = await (await openProject({ cwd: project.root, ...(project.file === undefined ? {} : { config: project.file }) })).definitions();
    if (d.is === 'added') {
      const text = taken.text(keyOf(at));
      if (text === '') out.push({ address: d.address, done: false, file: undefined, line: undefined, say: 'comes with what it lives in' });
      else out.push({ address: d.address, done: true, ...appendStatements(project, project.moduleOf(d.module), text), say: 'added' });
      continue;
    }
    if (isUnstated(d, taken)) {
      const what = d.attrs.map((a) => (a.name === 'owner' ? 'owner' : 'grants')).join(' and ');
      out.push({ address: d.address, done: true, file: undefined, line: undefined, say: `recorded for this target alone, no definition states its ${what}` });
      continue;
    }
    const said = await saidBy(statements, at, homesOf(at));
    const place = { file: said?.statement.file, line: said?.statement.line };
    const [text = '', ...beside] = d.is === 'gone' ? [] : taken.text(keyOf(at)).split(/;\n(?=COMMENT |GRANT |REVOKE |ALTER )/);
    const { own, comment, rest } = parts(d);
    const whole = said?.whole === true && said.statement.file.endsWith('.sql') && !rest;
    const replaced = whole && (!own || replaceStatement(project, said.statement, d.is === 'gone' ? null : text));
    const done = replaced && (!comment || (await takeComment(project, d, statements, at, beside)));
    if (d.is === 'gone' && !statements.some((s) => s.sql.includes(at.names.at(-1)!))) {
      out.push({ address: d.address, done: true, ...place, say: 'is in no definition' });
      continue;
    }
    const say =
      d.is === 'gone' ? (done ? 'removed' : 'remove it') : done ? 'changed' : d.attrs.map((a) => `${a.name}: ${worth(a.was)} -> ${worth(a.is)}`).join(', ');
    out.push({ address: d.address, done, ...place, say });
  }
  return out;
}

/** What differs: the object itself, what is said of it, what no statement of its own says. */
function parts(d: Drifted): { own: boolean; comment: boolean; rest: boolean } {
  if (d.is !== 'changed') return { own: true, comment: false, rest: false };
  const names = d.attrs.map((a) => a.name);
  const rest = names.some(isRight);
  return { own: names.some((n) => n !== 'comment' && !isRight(n)), comment: names.includes('comment'), rest };
}

async function takeComment(project: Project, d: Drifted, statements: readonly Authored[], at: Address, beside: readonly string[]): Promise<boolean> {
  const { appendStatements, commentOn, replaceStatement } = await import('../desired/edit.ts');
  const [stands, text] = [await commentOn(statements, at), beside.find((s) => s.startsWith('COMMENT '))];
  if (stands !== undefined) return replaceStatement(project, stands, text ?? null);
  if (text !== undefined) appendStatements(project, project.moduleOf(d.module), `${text.trim().replace(/;$/, '')};\n`);
  return true;
}

const worth = (v: unknown): string => (v === null ? 'nothing' : typeof v === 'string' ? v : JSON.stringify(v));
