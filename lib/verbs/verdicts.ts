// A project's verdict settings, and the sizes of the tables of one database, as the classifier takes them.
import { EXIT, TidemarkError } from '../errors.ts';
import type { Config } from '../format/config.generated.ts';
import { nearest } from '../format/nearest.ts';
import type { Policy } from '../hazards/policy.ts';
import type { Session } from '../run/session/session.ts';

const units = { kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** Throws CONFIG_CODE_UNKNOWN. */
export async function policyOf(config: Config, file: string | undefined): Promise<Policy> {
  if (config.verdicts === undefined && config.safeBelow === undefined) return {};
  const { codes } = await import('../hazards/codes.ts');
  for (const code of Object.keys(config.verdicts ?? {})) {
    if (code in codes) continue;
    const near = nearest(code, Object.keys(codes));
    throw new TidemarkError('CONFIG_CODE_UNKNOWN', `verdicts names ${code}, which is not a hazard code`, {
      ...(file === undefined ? {} : { at: { file } }),
      next: near === undefined ? 'tidemark explain --help' : `write ${near}`,
      exit: EXIT.usage,
    });
  }
  const { rows, bytes } = config.safeBelow ?? {};
  const text = typeof bytes === 'string' ? /^(\d+) ?(kB|MB|GB)$/.exec(bytes) : undefined;
  return {
    verdicts: config.verdicts,
    safeBelow: { rows, bytes: text ? Number(text[1]) * units[text[2] as keyof typeof units] : (bytes as number | undefined) },
  };
}

/** The policy with the sizes of a database, where the project says what small means. */
export async function withSizes(policy: Policy, session: Session): Promise<Policy> {
  if (policy.safeBelow?.rows === undefined && policy.safeBelow?.bytes === undefined) return policy;
  const { sizes } = await import('../run/introspect/sizes.ts');
  return { ...policy, sizes: await sizes(session) };
}

/** The project's policy with the sizes of the tables of a database. Throws USAGE where the project does not say what small is. */
export async function sizedBy(
  database: string,
  project: { readonly config: Pick<Config, 'safeBelow'>; readonly policy: Policy },
  cwd: string | undefined,
): Promise<Policy> {
  if (project.config.safeBelow === undefined)
    throw new TidemarkError('USAGE', 'the config has no safeBelow, so sizes of tables decide nothing', {
      next: 'say in the config what small is, e.g. safeBelow: { rows: 10000 }',
      exit: EXIT.usage,
    });
  const { withTarget } = await import('../run/target/with-target.ts');
  const { resolveTarget } = await import('../run/target/target.ts');
  return withTarget(resolveTarget({ database, cwd }, process.env, {}), {}, async ({ session }) => {
    return await withSizes(project.policy, session);
  });
}
