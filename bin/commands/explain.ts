import { Command, Option } from 'clipanion';
import { EXIT, TidemarkError } from '../../lib/errors.ts';
import { Base } from '../base.ts';
import type { Terminal } from '../terminal.ts';

export class ExplainCommand extends Base {
  static override paths = [['explain']];
  static override usage = Command.Usage({ category: 'Review', description: 'One page about a hazard code', examples: [['', 'tidemark explain LOCK_REWRITE']] });

  code = Option.String({ name: 'code' });

  async work(ui: Terminal): Promise<number> {
    const { codes, isCode } = await import('../../lib/hazards/codes.ts');
    const { explain } = await import('../../lib/report/explain.ts');
    const code = this.code.toUpperCase();
    if (!isCode(code)) {
      const { nearest } = await import('../../lib/format/nearest.ts');
      const near = nearest(code, Object.keys(codes));
      throw new TidemarkError('CODE_UNKNOWN', `there is no hazard code ${code}`, {
        details: byFamily(Object.keys(codes)),
        next: near === undefined ? 'name one of these' : `tidemark explain ${near}`,
        exit: EXIT.usage,
      });
    }
    if (ui.json) ui.document({ code, ...codes[code] });
    else ui.out(explain(code, ui.colors));
    return EXIT.done;
  }
}

/** One line a family, "LOCK_REWRITE, LOCK_SCAN, …", and one for all that have none. */
function byFamily(codes: readonly string[]): string[] {
  const families = new Map<string, string[]>();
  for (const code of codes) {
    const family = code.slice(0, code.indexOf('_'));
    families.set(family, [...(families.get(family) ?? []), code]);
  }
  const [alone, several] = [[...families.values()].filter((own) => own.length === 1), [...families.values()].filter((own) => own.length > 1)];
  return [...several, alone.flat()].map((own) => own.join(', '));
}
