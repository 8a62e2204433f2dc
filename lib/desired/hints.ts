// schema/<module>.hints.json -> markers for what has no room for them.
import { parseAddress, type Address } from '../catalog/address.ts';
import { TidemarkError } from '../errors.ts';
import { check } from '../format/check.ts';
import type { Hints } from '../format/hints.generated.ts';
import type { RenameMarker, UsingHint } from './authored.ts';

export interface ReadHints {
  readonly renames: readonly RenameMarker[];
  readonly using: readonly UsingHint[];
  readonly ignore: readonly Address[];
}

export function readHints(text: string, module: string, file: string): ReadHints {
  const hints = check<Hints>('hints', parseJson(text, file), file, text);
  const source = { module, file, line: 1 };
  const addressOf = (key: string, pointer: string): Address => {
    try {
      return parseAddress(key);
    } catch (cause) {
      throw new TidemarkError('HINT_ADDRESS', `${JSON.stringify(key)} is not an object address`, {
        cause,
        at: { file, pointer },
        next: 'write it as tidemark prints it, e.g. "table column public.product.bio"',
      });
    }
  };
  return {
    renames: Object.entries(hints.rename ?? {}).map(([key, was]) => {
      const at = addressOf(key, '/rename');
      return { ...source, at, from: formerAddress(at, was) };
    }),
    using: Object.entries(hints.using ?? {}).map(([key, using]) => ({
      ...source,
      at: addressOf(key, '/using'),
      using,
    })),
    ignore: (hints.ignore ?? []).map((text_, n) => addressOf(text_, `/ignore/${n}`)),
  };
}

/** A whole address, or the last name alone. */
function formerAddress(at: Address, was: string): Address {
  if (was.startsWith(`${at.kind} `)) return parseAddress(was);
  const name = was.startsWith('"') ? (JSON.parse(was) as string) : was;
  return { ...at, names: [...at.names.slice(0, -1), name] };
}

export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const { message } = cause as Error;
    const offset = /position (\d+)/.exec(message)?.[1];
    const line =
      /line (\d+)/.exec(message)?.[1] ??
      (offset === undefined ? undefined : String(text.slice(0, Number(offset)).split('\n').length));
    throw new TidemarkError('JSON_MALFORMED', `${file} is not JSON: ${message}`, {
      cause,
      at: { file, ...(line !== undefined && { line: Number(line) }) },
      next: 'correct the file',
      exit: 64,
    });
  }
}
