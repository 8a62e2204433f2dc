// Owns what --all-or-nothing is to a db:migrate: links that wait for somebody are told before the plans run, and plans whose links
// then fail are taken back. What data scripts did stays.
import { EXIT, TidemarkError } from '../../errors.ts';
import { moduleOf } from '../../plan/chains/owners.ts';
import type { AppliedPlan } from '../../run/execute/forth.ts';
import { rollback, type RollbackVerbOptions } from '../rollback.ts';

/** `links`: the same sync, of a target as it will be. Throws what it throws where a person has to decide. */
export async function decidedBefore(links: () => Promise<unknown>): Promise<void> {
  await links().catch((error: unknown) => {
    // Anything else is told when it is its turn, on what is there then.
    if (error instanceof TidemarkError && error.exit === EXIT.decide) throw error;
  });
}

/** After `error`: the plans that this command applied, `onlyBatch`, are undone; the error says so. */
export async function takenBack(error: unknown, applied: readonly AppliedPlan[], options: RollbackVerbOptions): Promise<unknown> {
  if (!(error instanceof TidemarkError) || applied.length === 0 || options.signal?.aborted === true) return error;
  const modules = [...new Set(applied.map(moduleOf))];
  const names = applied.map((p) => p.plan).join(', ');
  const said = (text: string, more: TidemarkError['options']): TidemarkError => error.saying(more, `${error.message}; ${text}`);
  try {
    await rollback({ ...options, modules });
    return said(`what this run had applied is undone: ${names}`, {});
  } catch (second) {
    const why = second instanceof Error ? second.message : String(second);
    return said(`what this run had applied stays: ${names}`, {
      details: [...(error.options.details ?? []), `it could not be undone: ${why}`],
      next: `tidemark db:rollback ${modules.join(' ')}`,
    });
  }
}
