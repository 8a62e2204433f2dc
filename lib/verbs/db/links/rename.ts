// `db:sync-links --rename`: a link table goes on under another name, said in the hints file of its module.
import { openProject } from '../../project.ts';
import { targetFor, type TargetOptions } from '../../target.ts';
import { readHere } from './here.ts';

/** "old:new" into the hints file of the module that has the table on this target. Returns one line per rename. */
export async function writeLinkRenames(list: readonly string[], options: TargetOptions & { readonly signal?: AbortSignal } = {}): Promise<string[]> {
  const project = await openProject(options);
  const { writeRenames } = await import('../../rename-hints.ts');
  const { plans } = await readHere(project, await targetFor(project, options), options.signal);
  return writeRenames(list, options, plans);
}
