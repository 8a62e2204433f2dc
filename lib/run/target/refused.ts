// Owns the sentence and the next command for every way in which a connection fails.
import { TidemarkError } from '../../errors.ts';
import { ident } from '../../sql/quote.ts';
import type { ServerError } from '../session/session.ts';
import type { Conninfo } from './conninfo.ts';
import { place, type TargetSetting } from './target.ts';
import type { Encryption } from './tls.ts';

export function isTls(error: ServerError): boolean {
  return /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/.test(error.code ?? '') || /SSL/.test(error.message);
}

export function refused(setting: TargetSetting & { is: 'server' }, error: ServerError, ssl: Encryption): TidemarkError {
  const { at } = setting;
  const where = named(setting);
  const fail = (id: string, message: string, next: string): TidemarkError => new TidemarkError(id, message, { cause: error, next });
  if (error instanceof TidemarkError) return error;
  switch (error.code) {
    case '28P01':
      return fail('TARGET_AUTH', `${where} refused the password`, `correct the password in ${setting.from}, PGPASSWORD or ${at.passfile}`);
    case '28000':
      if (/^role ".*" does not exist$/s.test(error.message))
        return fail(
          'TARGET_AUTH',
          `there is no role ${JSON.stringify(at.user)} on the server of ${where}`,
          `correct the user in ${setting.from}, or create it: createuser ${at.user}`,
        );
      if (error.routine === 'InitializeSessionUserId')
        return fail(
          'TARGET_AUTH',
          `role ${JSON.stringify(at.user)} may not log in on the server of ${where}, or is not there`,
          `correct the user in ${setting.from}, or as a superuser: ALTER ROLE ${ident(at.user)} LOGIN`,
        );
      return fail(
        'TARGET_AUTH',
        `${where} does not let this user in from here${ssl === false ? ' without TLS' : ''}`,
        ssl === false ? 'use sslmode=require, or allow the user in pg_hba.conf' : 'allow the user in pg_hba.conf',
      );
    case '3D000':
      if (!at.databaseGiven)
        return fail(
          'TARGET_NO_DATABASE',
          `there is no ${where}: ${setting.from} names no database, so it is the one called like the user`,
          'write its name into the URL, or into DB_NAME where the URL in .env ends in $DB_NAME: tidemark db:create --db <name> --write-env',
        );
      return fail(
        'TARGET_NO_DATABASE',
        `there is no ${where}`,
        `create it: tidemark db:create --db ${/^[\w.-]+$/.test(at.database) ? at.database : JSON.stringify(at.database)}`,
      );
    case '53300':
      return fullAt(where, setting, error);
    case '55000':
      return fail('TARGET_REFUSED', `${where} takes no connections`, `as a superuser, elsewhere: ALTER DATABASE ${ident(at.database)} ALLOW_CONNECTIONS true`);
    case '42501':
      return fail(
        'TARGET_REFUSED',
        `role ${JSON.stringify(at.user)} may not connect to ${where}`,
        `as its owner: GRANT CONNECT ON DATABASE ${ident(at.database)} TO ${ident(at.user)}`,
      );
    case '57P05':
      return fail(
        'TARGET_REFUSED',
        `${where} ended the connection for being idle before anything was asked`,
        `ALTER ROLE ${ident(at.user)} SET idle_session_timeout = 0, or a longer one`,
      );
    case '57P03':
      return fail('TARGET_UNREACHABLE', `${where} is starting up or shutting down`, 'try again in a moment');
  }
  if (/password must be a (non-empty )?string|client password/i.test(error.message)) {
    return fail('TARGET_AUTH', `${where} wants a password and none is set`, `put it in ${setting.from}, PGPASSWORD or ${at.passfile} (readable by you alone)`);
  }
  if (isTls(error)) return tlsRefused(at, where, error);
  if (/^\d{2}[0-9A-Z]{3}$/.test(error.code ?? ''))
    return fail('TARGET_REFUSED', `${where} refused the connection (SQLSTATE ${error.code})`, 'see the server log');
  const reasons: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'the host name is not known',
    EAI_AGAIN: 'the host name cannot be looked up',
    ENOENT: 'there is no such socket',
    ECONNRESET: 'the connection was cut',
  };
  const reason =
    reasons[error.code ?? ''] ??
    (/timeout/i.test(error.message)
      ? `no answer within ${at.connectTimeout / 1000} s`
      : /terminated/.test(error.message)
        ? 'the connection was cut'
        : (error.code ?? 'the connection failed'));
  return fail('TARGET_UNREACHABLE', `${where} cannot be reached: ${reason}`, `check host and port in ${setting.from}`);
}

/** Who counts is told by the function that does. What writes needs two connections: one holds the lock. */
function fullAt(where: string, { at }: TargetSetting & { is: 'server' }, error: ServerError): TidemarkError {
  const [whose, next] =
    error.routine === 'InitializeSessionUserId'
      ? [`: role ${JSON.stringify(at.user)} has as many as it may`, `ALTER ROLE ${ident(at.user)} CONNECTION LIMIT`]
      : error.routine === 'CheckMyDatabase'
        ? [': the database has as many as it may', `ALTER DATABASE ${ident(at.database)} CONNECTION LIMIT`]
        : ['', 'raise max_connections'];
  return new TidemarkError('TARGET_FULL', `${where} has no free connection${whose}`, {
    cause: error,
    next: `end idle connections, or ${next}; a command that writes needs two`,
  });
}

function tlsRefused(at: Conninfo, where: string, error: ServerError): TidemarkError {
  const authority = at.sslrootcert ?? '~/.postgresql/root.crt';
  const [message, next] = /does not support SSL/.test(error.message)
    ? [`the server does not offer TLS, and sslmode=${at.sslmode} insists on it`, 'use sslmode=prefer or disable where plain text is acceptable']
    : error.code === 'ERR_TLS_CERT_ALTNAME_INVALID'
      ? [`the server's certificate is not for ${at.host}`, 'connect by the name in the certificate, or use sslmode=verify-ca']
      : error.code === 'CERT_HAS_EXPIRED'
        ? ["the server's certificate has expired", 'renew it on the server']
        : [
            `the server's certificate is not signed by ${authority} (${error.code ?? 'TLS failed'})`,
            `set sslrootcert to the authority that signed it, e.g. sslmode=${at.sslmode}&sslrootcert=/path/to/ca.pem`,
          ];
  return new TidemarkError('TARGET_TLS', `no TLS connection to ${where}: ${message}`, { cause: error, next });
}

export function named(setting: TargetSetting): string {
  return setting.is === 'pglite' ? `PGlite directory ${setting.dir}` : place(setting.at);
}
