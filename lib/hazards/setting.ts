// Recognises SET and set_config(): which settings change what later statements do.
import type { Ast } from '../sql/parse.ts';
import { found, type Found, type Recogniser } from './found.ts';

const timeouts =
  /timeout$|^(application_name|client_encoding|client_min_messages|datestyle|timezone|intervalstyle|bytea_output|standard_conforming_strings|escape_string_warning|xmloption|default_tablespace|work_mem|maintenance_work_mem|max_parallel_.*|quote_all_identifiers|extra_float_digits|synchronous_commit|seed|search_path_.*)$/i;
const changing =
  /^(row_security|allow_system_table_mods|zero_damaged_pages|ignore_\w+|fsync|full_page_writes|default_table_access_method|default_with_oids|check_function_bodies|default_transaction_.*|constraint_exclusion|default_toast_compression|transaction_.*)$/i;

export function ofSetting(name: string, value?: string): Found {
  const setting = name.toLowerCase();
  const object = `setting ${setting}`;
  if (setting === 'session_replication_role')
    return found(value === undefined || /^(origin|local)$/i.test(value) ? 'session-setting' : 'set-session-replication-role', object);
  if (setting === 'search_path') return found('set-search-path', object);
  if (setting === 'lock_timeout' || setting === 'statement_timeout') return found('set-lock-timeout', object);
  if (setting === 'role' || setting === 'session_authorization') return found('session-role', object);
  if (timeouts.test(setting)) return found('session-setting', object);
  return found(changing.test(setting) ? 'session-constraints-off' : 'session-setting', object);
}

export const setting: Recogniser = (body) => {
  const first = (body.args as Ast[] | undefined)?.[0]?.A_Const;
  const value = (first?.sval?.sval ?? first?.ival?.ival) as string | number | undefined;
  const reset = body.kind === 'VAR_RESET' || body.kind === 'VAR_RESET_ALL' || body.kind === 'VAR_SET_DEFAULT';
  if (reset && body.name !== 'search_path') return [found('session-setting', `setting ${String(body.name ?? 'ALL')}`)];
  return [ofSetting(String(body.name ?? ''), value === undefined ? undefined : String(value))];
};
