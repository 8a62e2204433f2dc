// One rule for flags that take a number.
import { EXIT, TidemarkError } from '../lib/errors.ts';

/** Throws USAGE unless `text` is a whole number from `least` to `most`. */
export function whole(text: string, flag: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `a whole number from ${least} up` : `a whole number from ${least} to ${most}`;
  throw new TidemarkError('USAGE', `${flag} takes ${range}, not ${JSON.stringify(text)}`, {
    next: `give ${flag} ${range}`,
    exit: EXIT.usage,
  });
}
