// Owns loading the driver, which every command that connects does.
import { createRequire } from 'node:module';
import type pg from 'pg';

/** Node Postgres, loaded once. */
export function driver(): typeof pg {
  return (loaded ??= load());
}

let loaded: typeof pg | undefined;

/**
 * Where there is no `navigator` (Node 20) it asks a `Response` which runtime it is in, and the first look at that global loads Node's whole
 * HTTP client, as long as the driver itself takes. Nothing else runs while it is out of sight.
 */
function load(): typeof pg {
  const response = Object.getOwnPropertyDescriptor(globalThis, 'Response');
  const away = response?.configurable === true && !('navigator' in globalThis);
  if (away) Object.defineProperty(globalThis, 'Response', { configurable: true, value: undefined });
  try {
    return createRequire(import.meta.url)('pg') as typeof pg;
  } finally {
    if (away) Object.defineProperty(globalThis, 'Response', response);
  }
}
