// What every command shares: where it runs, how it prints, how it fails. A command is thin.
import { Command, Option } from 'clipanion';
import { EXIT, TidemarkError } from '../lib/errors.ts';
import { terminal, type Terminal } from './terminal.ts';

export abstract class Base extends Command {
  cwd = Option.String('--cwd', { description: 'Run as if started in this directory' });
  configFile = Option.String('--config', { description: 'Configuration file; found upwards by default' });
  json = Option.Boolean('--json', false, { description: 'One JSON document on stdout; everything else on stderr' });
  verbose = Option.Boolean('--verbose', false, { description: 'Details and stack traces of errors' });

  /** Returns an exit code. */
  abstract work(ui: Terminal): Promise<number>;

  async execute(): Promise<number> {
    const ui = terminal(this.context, { json: this.json, verbose: this.verbose });
    try {
      return await this.work(ui);
    } catch (error) {
      ui.failure(error);
      return error instanceof TidemarkError ? error.exit : EXIT.failed;
    } finally {
      ui.close();
    }
  }

  /** `--cwd` and `--config` as the API takes them. */
  place(): { cwd: string; config?: string } {
    return { cwd: this.cwd ?? process.cwd(), ...(this.configFile === undefined ? {} : { config: this.configFile }) };
  }
}

/** Commands that connect. */
export abstract class Connecting extends Base {
  database = Option.String('--database', { description: 'Target: postgres://… or pglite:<dir>; else DATABASE_URL, PG*, the config' });
}
