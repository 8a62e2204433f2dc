// Owns plans/<module>/chain: every plan of a module with its seal, one line each, newest last. apply runs only what it lists.
import { TidemarkError } from '../errors.ts';
import { undone } from './lines.ts';
import { isPlanName } from './names.ts';

export interface ChainEntry {
  /** "0003-add-status" */
  readonly name: string;
  /** "sha256:…" */
  readonly seal: string;
}

/** What a plan file says of itself, as far as a chain is concerned. */
export interface Sealed {
  readonly name: string;
  readonly file: string;
  readonly seal: string;
  readonly parent: { readonly plan: string; readonly seal: string } | undefined;
  /** The checkpoint that it is a part of: everything before it need not be here. */
  readonly checkpoint?: string | undefined;
}

const ENTRY = /^(\S+) (sha256:[0-9a-f]{64})$/;
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

/** Throws CHAIN_CONFLICT, CHAIN_MALFORMED. */
export function readChain(text: string, file: string): ChainEntry[] {
  const lines = undone(text).split('\n');
  if (lines.at(-1) === '') lines.pop();
  const conflict = lines.findIndex((l) => CONFLICT.test(l));
  if (conflict >= 0) {
    throw new TidemarkError('CHAIN_CONFLICT', `two branches added plans to ${file}`, {
      at: { file, line: conflict + 1 },
      exit: 3,
      next: 'tidemark plan --rebase',
    });
  }
  const seen = new Set<string>();
  return lines.map((line, i) => {
    const m = ENTRY.exec(line);
    if (m === null || !isPlanName(m[1]!)) {
      throw malformed(file, i + 1, `is not "<plan> sha256:<64 hex digits>": ${JSON.stringify(line.slice(0, 80))}`);
    }
    if (seen.has(m[1]!)) throw malformed(file, i + 1, `lists ${m[1]!} a second time`);
    seen.add(m[1]!);
    return { name: m[1]!, seal: m[2]! };
  });
}

function malformed(file: string, line: number, what: string): TidemarkError {
  const next = `git checkout -- ${file}`;
  return new TidemarkError('CHAIN_MALFORMED', `${file}:${line} ${what}`, { at: { file, line }, exit: 3, next });
}

export function writeChain(entries: readonly ChainEntry[]): string {
  return entries.map((e) => `${e.name} ${e.seal}\n`).join('');
}

/**
 * Every listed plan is there, sealed as listed and made on the one before it; no plan is there that is not listed. Of a chain
 * with a checkpoint the oldest plans before it may be gone, with their lines or without.
 * Throws PLAN_MISSING, PLAN_NOT_IN_CHAIN, PLAN_SEAL_BROKEN, CHAIN_BROKEN.
 */
export function checkChain(module: string, file: string, entries: readonly ChainEntry[], plans: ReadonlyMap<string, Sealed>): void {
  const listed = new Set(entries.map((e) => e.name));
  for (const plan of plans.values()) {
    if (listed.has(plan.name)) continue;
    throw refused(
      'PLAN_NOT_IN_CHAIN',
      `${plan.file} is not listed in ${file}`,
      plan.file,
      `restore ${file} from version control, or delete the plan and run \`tidemark plan ${module}\``,
    );
  }
  const mayBeGone = entries.some((e) => plans.get(e.name)?.checkpoint !== undefined);
  const first = mayBeGone ? entries.findIndex((e) => plans.has(e.name)) : 0;
  let before: ChainEntry | undefined = entries[first - 1];
  for (const entry of entries.slice(first)) {
    const plan = plans.get(entry.name);
    if (plan === undefined) {
      throw refused(
        'PLAN_MISSING',
        `${file} lists ${entry.name}, and its file is not there`,
        file,
        `restore plans/${module}/${entry.name}.plan.yaml from version control${after(entries, entry).some((e) => plans.has(e.name)) ? '' : `; if it went on purpose, and no database has it, delete its line in ${file} too`}`,
      );
    }
    if (plan.seal !== entry.seal) {
      throw refused(
        'PLAN_SEAL_BROKEN',
        `${plan.file} carries another seal than ${file} lists for it`,
        plan.file,
        `git checkout -- ${plan.file} ${file}, or \`tidemark prove ${module}/${entry.name}\` to prove and seal an edit`,
      );
    }
    const parent = before === undefined ? (mayBeGone ? plan.parent : undefined) : { plan: `${module}/${before.name}`, seal: before.seal };
    if (plan.parent?.plan !== parent?.plan || plan.parent?.seal !== parent?.seal) {
      const says =
        plan.parent === undefined ? 'says it is the first' : `was made on ${plan.parent.plan}${plan.parent.plan === parent?.plan ? ' with another seal' : ''}`;
      throw refused(
        'CHAIN_BROKEN',
        `${plan.file} ${says}; ${file} has it ${parent === undefined ? 'first' : `after ${parent.plan}`}`,
        plan.file,
        `tidemark plan --rebase ${module}`,
      );
    }
    before = entry;
  }
}

const after = (entries: readonly ChainEntry[], entry: ChainEntry): readonly ChainEntry[] => entries.slice(entries.indexOf(entry) + 1);

function refused(id: string, sentence: string, file: string, next: string): TidemarkError {
  return new TidemarkError(id, sentence, { at: { file }, exit: 3, next });
}
