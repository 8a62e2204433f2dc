// Owns which database a command works on and where that was said. There is no silent target.
import { execFile } from 'node:child_process';
import { isAbsolute, join, resolve } from 'node:path';
import { TidemarkError } from '../../errors.ts';
import { conninfo, type Conninfo, type Env } from './conninfo.ts';
import { isCertificate } from './tls.ts';

export type Password = string | (() => string | Promise<string>);

/** What a config may say of the target. */
export interface TargetConfig {
  /** 'embedded', a URL, or a URL with a password that is fetched for each connection. */
  readonly target?: string | { readonly url?: string; readonly password?: Password; readonly passwordCommand?: string | readonly string[] } | undefined;
  /** The folder relative paths of the config are relative to. */
  readonly root?: string | undefined;
  /** The config's file, for messages. */
  readonly file?: string | undefined;
}

/** A database and the setting that named it. */
export type TargetSetting =
  | { readonly is: 'server'; readonly at: Conninfo; readonly password: () => Promise<string | undefined>; readonly env: Env; readonly from: string }
  | { readonly is: 'pglite'; readonly dir: string; readonly from: string };

export const EMBEDDED = '.tidemark/db';

/**
 * The database to work on: the option, then DATABASE_URL, PGHOST/PGDATABASE/PGSERVICE and the config, in this order.
 * Throws TARGET_NOT_CONFIGURED (exit 64) when nothing names one, TARGET_URL when the text cannot be read.
 */
export function resolveTarget(options: { database?: string | undefined; cwd?: string | undefined }, env: Env, config: TargetConfig = {}): TargetSetting {
  const cwd = options.cwd ?? config.root ?? '.';
  const said = (given: string, from: string, base: string, password?: () => Promise<string | undefined>): TargetSetting => {
    // A file that a secret came from ends with a newline.
    const text = given.trim();
    if (/^(["'])[^]*\1$/.test(text))
      throw new TidemarkError('TARGET_URL', `${from} holds quotation marks around the connection string`, {
        exit: 64,
        next: `take them away: an env file of docker is read as it stands`,
      });
    if (text.startsWith('pglite:')) return { is: 'pglite', dir: directory(text.slice('pglite:'.length), base), from };
    const at = conninfo(text, env);
    return { is: 'server', at, env, from, password: password ?? (async () => at.password) };
  };
  if (options.database?.trim() === '') throw notConfigured('--database is empty');
  if (options.database !== undefined) return said(options.database, '--database', cwd);
  const url = env['DATABASE_URL'];
  if (url !== undefined && url.trim() !== '') return said(url, 'DATABASE_URL', cwd);
  const named = ['PGHOST', 'PGHOSTADDR', 'PGDATABASE', 'PGSERVICE'].filter((n) => (env[n] ?? '') !== '');
  if (named.length > 0) return said('', named.join(' and '), cwd);

  const from = config.file ?? 'the config';
  const root = config.root ?? cwd;
  if (config.target === 'embedded') {
    const production =
      (env['CI'] ?? '') !== '' && env['CI'] !== 'false' ? 'CI is set' : env['NODE_ENV'] === 'production' ? 'NODE_ENV is production' : undefined;
    if (production === undefined) return { is: 'pglite', dir: join(resolve(root), EMBEDDED), from: `target: 'embedded' in ${from}` };
    throw notConfigured(`no target database is set, and the embedded one is not used because ${production}`);
  }
  if (typeof config.target === 'string' && config.target.trim() !== '') return said(config.target, `target in ${from}`, root);
  if (typeof config.target === 'object') {
    const { url: text = '', password, passwordCommand } = config.target;
    const fetch =
      password !== undefined
        ? async () => (typeof password === 'function' ? password() : password)
        : passwordCommand !== undefined
          ? () => output(passwordCommand)
          : undefined;
    return said(text, `target in ${from}`, root, fetch);
  }
  throw notConfigured('no target database is set');
}

function notConfigured(message: string): TidemarkError {
  return new TidemarkError('TARGET_NOT_CONFIGURED', message, {
    exit: 64,
    next: 'pass --database postgres://… or pglite:directory, or set DATABASE_URL, PGHOST or `target` in the config',
  });
}

function directory(text: string, base: string): string {
  const path = text.replace(/^\/\/(?=.)/, '');
  if (path === '') throw new TidemarkError('TARGET_URL', 'pglite: needs a directory', { exit: 64, next: 'pglite:.tidemark/db' });
  return isAbsolute(path) ? path : resolve(base, path);
}

function output(command: string | readonly string[]): Promise<string> {
  const [file, args] = typeof command === 'string' ? (['/bin/sh', ['-c', command]] as const) : ([command[0] ?? '', command.slice(1)] as const);
  return new Promise((done, fail) => {
    execFile(file, args, { timeout: 10_000, maxBuffer: 64 * 1024 }, (error, stdout) => {
      // The command's own text may hold a secret: only its exit status is told.
      if (error !== null)
        fail(
          new TidemarkError(
            'TARGET_PASSWORD',
            `the password command did not succeed (${error.killed === true ? 'it took longer than 10 s' : `exit ${String(error.code)}`})`,
            { next: 'run the command by hand and correct passwordCommand in the config' },
          ),
        );
      else done(stdout.replace(/\r?\n$/, ''));
    });
  });
}

/** The target as every output names it: never the password. */
export function describeTarget(setting: TargetSetting): string {
  if (setting.is === 'pglite') return `PGlite directory ${setting.dir} (from ${setting.from})`;
  return `${place(setting.at)} (from ${setting.from})`;
}

/** host, port, database and sslmode in one phrase. */
export function place(at: Conninfo): string {
  const host = at.host.startsWith('/') ? `socket ${at.host}` : at.host.includes(':') ? `[${at.host}]` : at.host;
  const dialled = at.address === at.host ? '' : ` (${at.address})`;
  return `database ${at.database} on ${host}:${at.port}${dialled} as ${at.user}, sslmode=${at.sslmode}`;
}

/** The URL of a server, with its password: for the environment of a process, never for output. Its database may be left to PGDATABASE. */
export async function urlOf(setting: TargetSetting & { is: 'server' }): Promise<string> {
  const { address: host, port, user, database, sslmode, sslrootcert, sslcert, sslkey } = setting.at;
  const password = await setting.password();
  const socket = host.startsWith('/');
  const files = Object.entries({ sslrootcert, sslcert, sslkey }).flatMap(([name, v]) => (v === undefined || v === 'system' ? [] : [[name, v]]));
  // Certificates that a medusa-config gives are no files: its application has them itself, and a mode in the URL would go before them.
  const tls = files.some(([, v]) => isCertificate(v!)) ? [] : [...(sslmode === 'prefer' ? [] : [['sslmode', sslmode]]), ...files];
  const query = new URLSearchParams([...(socket ? [['host', host]] : []), ...tls]);
  const who = `${encodeURIComponent(user)}${password === undefined ? '' : `:${encodeURIComponent(password)}`}`;
  const where = socket ? '' : `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return `postgres://${who}@${where}/${fitsPath(database) ? inPath(database) : ''}${query.size === 0 ? '' : `?${query}`}`;
}

/** pg takes neither for a part of a name, encoded or not. */
const fitsPath = (name: string): boolean => !/[?#]/.test(name);

/** Other drivers take what stands in a path literally but for what has to be encoded there. */
const inPath = (name: string): string => encodeURIComponent(name).replace(/%(?:24|26|2B|2C|2F|3A|3B|3D|40)/g, decodeURIComponent);
