// Owns what a medusa-config says of the database. It is people's code: read in a process of its own, with a deadline, and
// nothing of the application is started.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TidemarkError } from '../../errors.ts';
import { start } from './process.ts';
import type { Report, Tls } from './read-medusa-config.ts';

export interface MedusaConfig {
  readonly file: string;
  readonly databaseUrl: string | undefined;
  readonly databaseSchema: string | undefined;
  /** Names of its plugins, in order. */
  readonly plugins: readonly string[];
  /** What databaseDriverOptions say about TLS; undefined when they say nothing. */
  readonly tls: Tls | undefined;
}

const NAMES = ['ts', 'js', 'mts', 'mjs', 'cjs'].map((ending) => `medusa-config.${ending}`);

export function medusaConfigFile(root: string): string | undefined {
  return NAMES.find((n) => existsSync(join(root, n)));
}

/** Undefined where there is none. Throws MEDUSA_CONFIG_THREW, MEDUSA_CONFIG_TIMEOUT. */
export async function readMedusaConfig(root: string, env: NodeJS.ProcessEnv, deadline: number): Promise<MedusaConfig | undefined> {
  const file = medusaConfigFile(root);
  if (file === undefined) return undefined;
  const child = start('read-medusa-config', import.meta.url, { cwd: root, env: { ...env, TIDEMARK_MEDUSA_CONFIG: join(root, file) } });
  const report = await new Promise<Report>((done, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(
        new TidemarkError('MEDUSA_CONFIG_TIMEOUT', `${file} did not finish loading within ${deadline / 1000} s`, {
          at: { file },
          next: 'look for an open connection or an await that never settles in it, or set DATABASE_URL',
        }),
      );
    }, deadline);
    child.on('message', (message) => done(message as Report));
    child.on('error', fail);
    child.on('exit', (code) => done({ threw: `it ended the process (exit ${code})` }));
    child.on('exit', () => clearTimeout(timer));
  });
  child.kill();
  if (report.threw !== undefined) {
    throw new TidemarkError('MEDUSA_CONFIG_THREW', `${file} threw: ${report.threw.split('\n')[0]}`, {
      at: { file },
      exit: 64,
      next: 'correct the file, or set DATABASE_URL',
    });
  }
  return { file, databaseUrl: report.databaseUrl, databaseSchema: report.databaseSchema, plugins: report.plugins ?? [], tls: report.tls };
}
