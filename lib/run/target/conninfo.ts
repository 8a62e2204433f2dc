// Owns what a connection string and the PG* environment mean: the same as to libpq, which pg itself reads differently.
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { TidemarkError } from '../../errors.ts';
import { nearest } from '../../format/nearest.ts';
import { service } from './service.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Everything needed to reach one database, with libpq's defaults filled in. */
export interface Conninfo {
  /** By which it is known: in certificates, password files and messages. */
  readonly host: string;
  /** Where it is dialled: `hostaddr`, else the host. */
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** False where nobody named a database and it is the one called like the user. */
  readonly databaseGiven: boolean;
  readonly password: string | undefined;
  readonly passfile: string;
  readonly sslmode: SslMode;
  /** A file, a certificate itself, "system", or undefined: libpq's ~/.postgresql/root.crt if it exists. */
  readonly sslrootcert: string | undefined;
  readonly sslcert: string | undefined;
  readonly sslkey: string | undefined;
  readonly sslpassword: string | undefined;
  readonly options: string | undefined;
  /** Milliseconds. */
  readonly connectTimeout: number;
}

export const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;
export type SslMode = (typeof sslModes)[number];

/** Parameters that change how the server is reached. */
const known: Readonly<Record<string, string | undefined>> = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslpassword: undefined,
  options: 'PGOPTIONS',
  connect_timeout: 'PGCONNECT_TIMEOUT',
};
/** Parameters of libpq or of other clients that say nothing about reaching the server, or nothing that could be weakened by leaving them out. */
const harmless = new Set([
  'service',
  'application_name',
  'fallback_application_name',
  'client_encoding',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'tcp_user_timeout',
  'gssencmode',
  'krbsrvname',
  'sslcompression',
  'sslsni',
  'sslnegotiation',
  'channel_binding',
  'target_session_attrs',
  'load_balance_hosts',
  'ssl',
  'uselibpqcompat',
  'schema',
  'pgbouncer',
  'connection_limit',
  'pool_timeout',
]);

/** Reads a URL or a `key=value` string; what it leaves out comes from a service, PG* and libpq's defaults. An empty text means PG* alone. */
export function conninfo(text: string, env: Env): Conninfo {
  const given = /^postgres(ql)?:\/\//.test(text) ? fromUrl(text) : fromPairs(text);
  const named = nonEmpty(given.get('service')) ?? nonEmpty(env['PGSERVICE']);
  const ofService = named === undefined ? new Map<string, string>() : service(named, env, home(env));
  for (const name of [...given.keys(), ...ofService.keys()]) {
    if (!(name in known) && !harmless.has(name)) throw unknown(name);
  }
  const value = (name: string): string | undefined => {
    const variable = known[name];
    return nonEmpty(given.get(name)) ?? nonEmpty(ofService.get(name)) ?? (variable === undefined ? undefined : nonEmpty(env[variable]));
  };
  const host = value('host') ?? value('hostaddr') ?? 'localhost';
  if (host.includes(',')) throw malformed('the connection string names several hosts; tidemark changes schemas on one server, so name the primary');
  const user = value('user') ?? systemUser();
  if (user === undefined) throw malformed('no user is set, and the operating system knows no name for this one');
  return {
    host,
    address: value('hostaddr') ?? host,
    port: whole(value('port') ?? '5432', 'port', 65535),
    user,
    database: value('dbname') ?? user,
    databaseGiven: value('dbname') !== undefined,
    password: value('password'),
    passfile: value('passfile') ?? join(home(env), '.pgpass'),
    sslmode: modeOf(value('sslmode'), given.get('ssl')),
    sslrootcert: value('sslrootcert'),
    sslcert: value('sslcert'),
    sslkey: value('sslkey'),
    sslpassword: value('sslpassword'),
    options: value('options'),
    connectTimeout: whole(value('connect_timeout') ?? '0', 'connect_timeout', 3600) * 1000 || 10_000,
  };
}

function fromUrl(text: string): Map<string, string> {
  // Not `new URL`: it refuses what libpq takes (an empty host, %2F hosts) and quotes the password in its error.
  const m = /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/s.exec(text);
  if (m === null) throw malformed('the connection string is not a URL of the form postgres://user:password@host:5432/database?sslmode=require');
  const out = new Map<string, string>();
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') out.set(name, decoded(value));
  };
  const [user, ...password] = (m[1] ?? '').split(':');
  set('user', user);
  set('password', password.length > 0 ? password.join(':') : undefined);
  const at = /^(\[[^\]]*\]|[^:]*)(?::([^:]*))?$/.exec(m[2] ?? '');
  if (at === null && !(m[2] ?? '').includes(',')) throw malformed('the connection string has a host that is neither a name, an address nor [an IPv6 address]');
  set('host', at === null ? m[2] : at[1]!.replace(/^\[(.*)\]$/, '$1'));
  set('port', at?.[2]);
  set('dbname', m[3]);
  for (const pair of (m[4] ?? '').split('&').filter((p) => p !== '')) {
    const [name, ...rest] = pair.split('=');
    const key = decoded(name!);
    out.set(key === 'database' ? 'dbname' : key, decoded(rest.join('=')));
  }
  return out;
}

function fromPairs(text: string): Map<string, string> {
  const out = new Map<string, string>();
  const pair = /\s*([a-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/gy;
  let end = 0;
  for (const m of text.matchAll(pair)) {
    out.set(m[1]!, (m[2] ?? m[3] ?? '').replace(/\\(.)/gs, '$1'));
    end = m.index + m[0].length;
  }
  if (text.slice(end).trim() !== '') throw malformed('the connection string is neither a URL (postgres://…, pglite:directory) nor a list of key=value pairs');
  return out;
}

function modeOf(mode: string | undefined, ssl: string | undefined): SslMode {
  if (mode === undefined) return ssl === 'true' || ssl === '1' ? 'require' : ssl === 'false' || ssl === '0' ? 'disable' : 'prefer';
  const found = sslModes.find((m) => m === mode);
  if (found === undefined) throw malformed(`sslmode ${JSON.stringify(mode)} does not exist; it is one of ${sslModes.join(', ')}`);
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed('the connection string has a % that does not start an escape; write it as %25');
  }
}

function whole(text: string, name: string, max: number): number {
  const n = Number(text.trim());
  if (!Number.isInteger(n) || n < 0 || n > max) throw malformed(`${name} ${JSON.stringify(text)} is not a number from 0 to ${max}`);
  return n;
}

function malformed(message: string): TidemarkError {
  return new TidemarkError('TARGET_URL', message, { exit: 64, next: 'postgres://user:password@host:5432/database?sslmode=require' });
}

function unknown(name: string): TidemarkError {
  const meant = nearest(name, Object.keys(known));
  const error = malformed(`the connection string has an unknown parameter ${JSON.stringify(name)}`);
  return meant === undefined ? error : error.saying({ next: `write ${meant}=… in its place` });
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

export function home(env: Env): string {
  const named = nonEmpty(env['HOME']) ?? nonEmpty(env['USERPROFILE']);
  if (named !== undefined) return named;
  try {
    return homedir();
  } catch {
    return '/'; // a container's uid without an entry in passwd: where its runtime would put it
  }
}

function systemUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined; // a container's uid without an entry in passwd
  }
}
