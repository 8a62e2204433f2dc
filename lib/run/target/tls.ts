// Owns what sslmode means: which kinds of connection are tried, in which order, and what is verified.
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { type ConnectionOptions, checkServerIdentity, rootCertificates } from 'node:tls';
import { TidemarkError } from '../../errors.ts';
import { home, type Conninfo, type Env } from './conninfo.ts';

/** What pg's `ssl` option takes: false for plain text. */
export type Encryption = false | ConnectionOptions;

/**
 * The connections to try, in order; a later one only when the one before fails in a way that libpq would go on after.
 * Throws TARGET_TLS, naming `where`, when a mode needs a file that is not there.
 */
export function encryptions(at: Conninfo, env: Env, where = at.host): Encryption[] {
  if (at.address.startsWith('/') || at.sslmode === 'disable') return [false];
  const encrypted = options(at, env, where);
  if (at.sslmode === 'allow') return [false, encrypted];
  if (at.sslmode === 'prefer') return [encrypted, false];
  return [encrypted];
}

function options(at: Conninfo, env: Env, where: string): ConnectionOptions {
  const files = join(home(env), '.postgresql');
  const system = at.sslrootcert === 'system';
  if (system && at.sslmode !== 'verify-full') {
    throw new TidemarkError('TARGET_TLS', `no TLS connection to ${where}: sslrootcert=system needs sslmode=verify-full`, {
      next: 'add sslmode=verify-full to the connection string',
    });
  }
  const root = system ? undefined : (at.sslrootcert ?? ifThere(join(files, 'root.crt')));
  const ca = system ? [...rootCertificates] : root === undefined ? undefined : [read(root, 'sslrootcert')];
  const verifies = at.sslmode === 'verify-ca' || at.sslmode === 'verify-full';
  if (verifies && ca === undefined) {
    throw new TidemarkError(
      'TARGET_TLS',
      `no TLS connection to ${where}: sslmode=${at.sslmode} needs the certificate of the authority that signed the server's, and there is none`,
      {
        next: `add sslrootcert=/path/to/ca.pem (or sslrootcert=system with sslmode=verify-full), or put it at ${join(files, 'root.crt')}`,
      },
    );
  }
  const cert = at.sslcert ?? ifThere(join(files, 'postgresql.crt'));
  const key = at.sslkey ?? ifThere(join(files, 'postgresql.key'));
  return {
    // As in libpq, an authority that is there is used in every mode; only verify-full also looks at the name.
    rejectUnauthorized: ca !== undefined && at.sslmode !== 'no-verify',
    ...(ca === undefined ? {} : { ca }),
    ...(cert !== undefined && key !== undefined ? { cert: read(cert, 'sslcert'), key: read(key, 'sslkey') } : {}),
    ...(at.sslpassword === undefined ? {} : { passphrase: at.sslpassword }),
    checkServerIdentity: at.sslmode === 'verify-full' ? checkServerIdentity : () => undefined,
    ...(isIP(at.host) === 0 ? { servername: at.host } : {}),
  };
}

/** Or a key: a medusa-config gives them as they are, and not as files. */
export const isCertificate = (text: string): boolean => text.trimStart().startsWith('-----BEGIN ');

function ifThere(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

function read(path: string, name: string): string {
  if (isCertificate(path)) return path;
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TidemarkError('TARGET_TLS', `${name} names ${path}, which cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown error'})`, {
      cause,
      next: `correct ${name} in the connection string or in PG${name.toUpperCase()}`,
    });
  }
}
