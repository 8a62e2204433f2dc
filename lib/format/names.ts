// Owns the names of modules and plans. They become file names on every platform, so they come from an allow-list.
import { TidemarkError } from '../errors.ts';

export const PLAN_SUFFIX = '.plan.yaml';
/** The file in a module's folder that lists its plans. */
export const CHAIN = 'chain';
const MODULE = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const PLAN = /^([0-9]{4,9})-[a-z0-9][a-z0-9_-]{0,99}$/;
/** Windows opens a device for these, whatever the extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

export function isModuleName(name: string): boolean {
  return MODULE.test(name) && !DEVICE.test(name);
}

/** "0003-add-status" */
export function isPlanName(name: string): boolean {
  return PLAN.test(name);
}

/** Throws MODULE_NAME. Lower case only: two names never differ in case alone. */
export function assertModuleName(name: string, file?: string): void {
  if (isModuleName(name)) return;
  const why = DEVICE.test(name) ? 'is the name of a device on Windows' : 'is not made of lower-case letters, digits, - and _ (at most 63)';
  throw new TidemarkError('MODULE_NAME', `module name ${JSON.stringify(name)} ${why}`, {
    at: { file },
    next: 'rename the module',
    exit: 64,
  });
}

/** Throws PLAN_NAME. */
export function assertPlanName(name: string, file?: string): void {
  if (isPlanName(name)) return;
  throw new TidemarkError('PLAN_NAME', `plan name ${JSON.stringify(name)} is not a number of four digits or more, -, and lower-case letters, digits, - and _`, {
    at: { file },
    next: 'name it like 0003-add-status',
    exit: 64,
  });
}

/** "product/0003-add-status" -> its two parts. Throws PLAN_NAME, MODULE_NAME: nothing else reaches the file system. */
export function splitPlanName(full: string, file?: string): { module: string; name: string } {
  const slash = full.indexOf('/');
  const module = full.slice(0, Math.max(slash, 0));
  const name = full.slice(slash + 1);
  if (slash < 0)
    throw new TidemarkError('PLAN_NAME', `${JSON.stringify(full)} does not say which module's plan it is`, {
      at: { file },
      next: 'write <module>/<plan>, e.g. product/0003-add-status',
      exit: 64,
    });
  assertModuleName(module, file);
  assertPlanName(name, file);
  return { module, name };
}

/** 3 of "0003-add-status" */
export function planNumber(name: string): number {
  return Number(PLAN.exec(name)?.[1]);
}

export function planName(number: number, summary: string): string {
  return `${String(number).padStart(4, '0')}-${slug(summary)}`;
}

/** At most 48 characters of lower-case ASCII and dashes, cut between words where it can; "change" when nothing is left. */
export function slug(summary: string): string {
  const words = summary
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((w) => w !== '');
  let text = '';
  for (const word of words) {
    const longer = text === '' ? word.slice(0, 48) : `${text}-${word}`;
    if (longer.length > 48) break;
    text = longer;
  }
  return text === '' ? 'change' : text;
}
