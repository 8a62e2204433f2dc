// Runs in a process of its own: evaluates one medusa-config and tells what it says of the database.
import { importer } from '../import-code.ts';
import { namesOf } from '../medusa/plugins.ts';
import { readTypeScript } from '../medusa/typescript.ts';

export interface Report {
  readonly threw?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly databaseSchema?: string | undefined;
  readonly plugins?: readonly string[];
  readonly tls?: Tls | undefined;
}

/** As the variables of libpq; certificates as their text. */
export interface Tls {
  readonly PGSSLMODE: string;
  readonly PGSSLROOTCERT?: string;
  readonly PGSSLCERT?: string;
  readonly PGSSLKEY?: string;
}

type Some = { readonly [name: string]: unknown };

async function read(): Promise<Report> {
  // defineConfig() loads the application's own modules.
  readTypeScript();
  const exported = await importer(false, process.cwd())(process.env['TIDEMARK_MEDUSA_CONFIG']!);
  const value = (await (exported['default'] ?? exported)) as { readonly projectConfig?: Some; readonly plugins?: Parameters<typeof namesOf>[0] } | undefined;
  const config = value?.projectConfig ?? {};
  const text = (name: string): string | undefined => (typeof config[name] === 'string' && config[name] !== '' ? config[name] : undefined);
  return {
    databaseUrl: text('databaseUrl'),
    databaseSchema: text('databaseSchema'),
    plugins: namesOf(value?.plugins),
    tls: tlsOf(config['databaseDriverOptions']),
  };
}

/** `ssl` stands at the top or under `connection`, as a boolean or as settings of Node's TLS, which knows public authorities by itself. */
function tlsOf(options: unknown): Tls | undefined {
  const some = (v: unknown): Some => (typeof v === 'object' && v !== null ? (v as Some) : {});
  const ssl = some(some(options)['connection'])['ssl'] ?? some(options)['ssl'];
  if (ssl === undefined || ssl === null) return undefined;
  if (ssl === false) return { PGSSLMODE: 'disable' };
  const { ca, cert, key, rejectUnauthorized } = some(ssl);
  const text = (name: string, value: unknown): Some => (value === undefined || value === null ? {} : { [name]: [value].flat().map(String).join('\n') });
  const own = { ...text('PGSSLCERT', cert), ...text('PGSSLKEY', key) };
  if (rejectUnauthorized === false) return { PGSSLMODE: 'no-verify', ...own };
  return { PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'system', ...text('PGSSLROOTCERT', ca), ...own };
}

process.send!(await read().catch((error: unknown) => ({ threw: (error as Error)?.message ?? String(error) })), () => process.exit(0));
