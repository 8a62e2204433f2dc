// One byte of a plan file or chain is another: nothing but the reviewed statements may run.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanSegment } from '../../lib/format/plan.generated.ts';
import { readChains } from '../../lib/run/execute/pending.ts';
import { random } from '../kit/generate/random.ts';
import { shop } from '../run/sample.ts';
import type { Figure } from './figure.ts';

export async function otherBytes(times: number, seed: number): Promise<Figure> {
  const original = mkdtempSync(join(tmpdir(), 'tm-bytes-'));
  shop(original);
  const reviewed = JSON.stringify(await statements(original));
  const files = readdirSync(original, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .map((f) => join(f.parentPath, f.name).slice(original.length + 1));
  const wrong: string[] = [];
  const r = random(seed);
  let refused = 0;
  for (let n = 0; n < times; n += 1) {
    const dir = mkdtempSync(join(tmpdir(), 'tm-byte-'));
    cpSync(original, dir, { recursive: true });
    const file = files[n % files.length]!;
    const bytes = readFileSync(join(dir, file));
    const at = r.below(bytes.length);
    const was = bytes[at]!;
    const is = (was + 1 + r.below(255)) % 256;
    bytes[at] = is;
    writeFileSync(join(dir, file), bytes);
    try {
      if (JSON.stringify(await statements(dir)) !== reviewed) wrong.push(`seed ${seed}, ${file} byte ${at}: ${was} -> ${is}`);
    } catch (error) {
      if ((error as { id?: string }).id === undefined) wrong.push(`seed ${seed}, ${file} byte ${at}: ${was} -> ${is}: ${(error as Error).message}`);
      refused += 1;
    }
    rmSync(dir, { recursive: true });
  }
  return { what: 'one-byte changes of plans and chains', tried: times, wrong, note: `${refused} refused, the others change no statement` };
}

/** What apply would run, in order. */
async function statements(dir: string): Promise<string[]> {
  const of = (s: PlanSegment): string[] => [String(s.transaction), ...s.steps.map((t) => t.sql), ...(s.undo ?? []).flatMap(of)];
  return [...(await readChains(dir)).values()].flat().flatMap((p) => [...p.content().up, ...p.content().down].flatMap(of));
}
