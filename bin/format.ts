// One rule for --format and --json.
import { EXIT, TidemarkError } from '../lib/errors.ts';
import type { Terminal } from './terminal.ts';

export function formatOf<F extends string>(asked: string, ui: Terminal, known: readonly F[]): F {
  const format = ui.json ? 'json' : asked;
  if ((known as readonly string[]).includes(format)) return format as F;
  throw new TidemarkError('USAGE', `there is no format "${asked}" here`, {
    next: `use ${known.join(', ')}`,
    exit: EXIT.usage,
  });
}
