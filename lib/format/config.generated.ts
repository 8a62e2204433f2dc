// Generated from config.schema.json by `npm run generate`. Edit the schema, not this file.
/**
 * tidemark.config.*, or the key tidemark in package.json.
 */
export interface Config {
  /**
   * For editors.
   */
  $schema?: string;
  /**
   * Keeps two projects in one database apart. Default: the package name.
   */
  project?: string;
  /**
   * Oldest PostgreSQL major version the plans must run on: ">=15" (the default), 13 to 18.
   */
  postgres?: string;
  /**
   * Folder of the definitions. Default schema.
   */
  schema?: string;
  /**
   * Folder of the plan files. Default plans.
   */
  plans?: string;
  /**
   * "embedded" (a PGlite directory, for development), a URL, { "env": "DATABASE_URL" }, or settings.
   */
  target?: string | TargetSettings;
  /**
   * Settings by module, or for a module of Medusa where its models are: "@medusajs/product". Modules without any need not be listed.
   */
  modules?: {
    [k: string]: string | ModuleSettings;
  };
  /**
   * A whole Medusa application: every module, plugin and link of the medusa-config named here; true: of the one beside this file.
   */
  medusa?: boolean | string;
  /**
   * Refused: plans name a role alike on every target. Make a role of that name without login, and grant it to the one that logs in.
   */
  roles?: {
    [k: string]: string | FromEnvironment;
  };
  /**
   * Extensions that the shadow loads beyond those the definitions create.
   */
  extensions?: string[];
  /**
   * A real server as shadow: the URL of an empty database, or { "env": … }. Default: PGlite.
   */
  shadow?: string | FromEnvironment;
  /**
   * Plans take the lock-friendly forms. Default true.
   */
  online?: boolean;
  timeouts?: TimeoutSettings;
  /**
   * What a hazard code makes of a statement, where this project disagrees: safe, warn (said, and not unsafe) or unsafe.
   */
  verdicts?: {
    [k: string]: 'safe' | 'warn' | 'unsafe';
  };
  safeBelow?: SmallTable;
  scripts?: ScriptSettings;
  /**
   * May `apply --allow` acknowledge hazards? Default true.
   */
  allowAtApply?: boolean;
  /**
   * What is left alone and reported as ignored: addresses, where * stands for any text ("* partman.*"), "owner: rdsadmin", "partitions of: public.events".
   */
  ignore?: string[];
}
/**
 * Where the target is.
 */
export interface TargetSettings {
  /**
   * postgres://…, or pglite:<directory>.
   */
  url?: string;
  /**
   * Name of the variable that holds the URL.
   */
  env?: string;
  /**
   * Host or socket directory.
   */
  host?: string;
  /**
   * Port.
   */
  port?: number;
  /**
   * Database.
   */
  database?: string;
  /**
   * User.
   */
  user?: string;
  /**
   * A text, { "env": … }, { "command": … }, or in TypeScript a function; asked for every connection.
   */
  password?: string | {env: string} | {command: string[]} | (() => string | Promise<string>);
  /**
   * As libpq means it.
   */
  sslmode?: 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';
  /**
   * File with the certificates to trust.
   */
  sslrootcert?: string;
}
/**
 * One module.
 */
export interface ModuleSettings {
  /**
   * PostgreSQL schema of definitions that name none. Default public.
   */
  schema?: string;
  /**
   * A package or a folder with Medusa models, e.g. @medusajs/product or ./src/modules/blog.
   */
  from?: string;
  /**
   * Where its definitions are, when not schema/<module>: files or folders.
   */
  files?: string[];
  /**
   * files (default): plan files in the repository. ledger: the chain lives in each target.
   */
  plans?: 'files' | 'ledger';
  /**
   * The name the module had; its chain goes on.
   */
  renamedFrom?: string;
}
/**
 * Read from the environment when it is needed.
 */
export interface FromEnvironment {
  /**
   * Name of the variable.
   */
  env: string;
}
/**
 * Each like 500ms, 3s, 10m, 1h.
 */
export interface TimeoutSettings {
  /**
   * How long a step waits for a lock before it pauses. Default 3s.
   */
  lock?: string;
  /**
   * The same for builds. Default: no limit on the build itself.
   */
  build?: string;
  /**
   * All waiting of one step together. Default 5m.
   */
  budget?: string;
  /**
   * How long to wait for another run. Default 10m.
   */
  wait?: string;
  /**
   * How long the definitions may take to load. Default 30s.
   */
  definitions?: string;
  /**
   * How long one statement may take where definitions are read and plans proved. Default 60s.
   */
  shadow?: string;
  /**
   * How long one data script may take. Default 10m.
   */
  scripts?: string;
}
/**
 * Hazards that last as long as a table is large do not count on tables below every limit given here, where a database is named that knows the sizes.
 */
export interface SmallTable {
  /**
   * Rows, as the server estimates them.
   */
  rows?: number;
  /**
   * Size with indexes: a number of bytes, or a text like 64MB.
   */
  bytes?: string | number;
}
/**
 * Data scripts.
 */
export interface ScriptSettings {
  /**
   * File whose default export makes what a script gets as container. A Medusa project needs none.
   */
  container?: string;
}
