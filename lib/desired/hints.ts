// schema/<module>.hints.json -> markers for what has no room for them.
import { addressIn, parseAddress, type Address } from '../catalog/address.ts';
import { TidemarkError } from '../errors.ts';
import { check } from '../format/check.ts';
import { parseJson } from '../format/document.ts';
import { nearest } from '../format/nearest.ts';
import type { Hints } from '../format/hints.generated.ts';
import type { RenameMarker, UsingHint } from './authored.ts';

export interface ReadHints {
  readonly renames: readonly RenameMarker[];
  readonly using: readonly UsingHint[];
}

export async function readHints(text: string, module: string, file: string): Promise<ReadHints> {
  const { kinds } = await import('../kinds/registry.ts');
  const known = kinds.map((k) => k.name);
  const hints = check<Hints>('hints', parseJson(text, file), file, text);
  if ((hints.ignore ?? []).length > 0)
    throw new TidemarkError('HINT_IGNORE', `${file} leaves objects alone; that stands in the config, which drift reads where no definitions are`, {
      at: { file, pointer: '/ignore' },
      next: `move it to the config: ignore: ${JSON.stringify(hints.ignore)}`,
      exit: 64,
    });
  const source = { module, file, line: 1 };
  const addressOf = (key: string, pointer: string): Address => {
    const at = addressIn(key);
    if (at !== undefined && known.includes(at.kind)) return at;
    const near = at === undefined ? undefined : nearest(at.kind, known);
    throw new TidemarkError('HINT_ADDRESS', `${JSON.stringify(key)} is not an object address`, {
      at: { file, pointer },
      next: near === undefined ? 'write it as tidemark prints it, e.g. "table column public.product.bio"' : `did you mean a ${near}?`,
    });
  };
  return {
    renames: Object.entries(hints.rename ?? {}).map(([key, was]) => {
      const at = addressOf(key, pointerTo('rename', key));
      return { ...source, at, from: formerAddress(at, was) };
    }),
    using: Object.entries(hints.using ?? {}).map(([key, using]) => ({
      ...source,
      at: addressOf(key, pointerTo('using', key)),
      using,
    })),
  };
}

function pointerTo(list: string, key: string): string {
  return `/${list}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A whole address, or the last name alone. */
function formerAddress(at: Address, was: string): Address {
  if (was.startsWith(`${at.kind} `)) return parseAddress(was);
  const name = was.startsWith('"') ? (JSON.parse(was) as string) : was;
  return { ...at, names: [...at.names.slice(0, -1), name] };
}
