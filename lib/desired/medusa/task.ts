// What the process that reads Medusa is asked, and what it answers: plain data only.
import type { DefinitionDocument } from '../../format/definition.generated.ts';
import type { Migration, Tracked } from '../authored.ts';

export interface Task {
  /** Of the project; the process runs there, as Medusa would. */
  readonly root: string;
  /** A medusa-config, absolute; undefined: only `modules`. */
  readonly application?: string;
  /** Modules named one by one: a package or a folder. */
  readonly modules: readonly { readonly module: string; readonly from: string }[];
}

export interface FoundModule {
  readonly module: string;
  /** What Medusa calls it: links name it so. undefined: it has models and says no name. */
  readonly service?: string;
  /** Where its models are, as messages show it. */
  readonly file: string;
  readonly documents: readonly DefinitionDocument[];
  /** By name, as Medusa's ledger has them. */
  readonly migrations: readonly Migration[];
}

/** What Medusa's own commands take from a medusa-config. The reading is kept on disk: nothing here may hold a password. */
export interface ApplicationSettings {
  readonly databaseSchema?: string;
  /** Names of its plugins, in order. */
  readonly plugins: readonly string[];
}

export interface Reading {
  readonly modules: readonly FoundModule[];
  readonly links: readonly { readonly file: string; readonly document: DefinitionDocument; readonly tracked?: Tracked }[];
  readonly application?: ApplicationSettings;
}

/** What a reading was made from: as long as all of it is the same, so is the reading. */
export interface Inputs {
  /** Files of people, absolute, with a hash of their bytes. */
  readonly files: { readonly [path: string]: string };
  /** Where the project has each of the packages, and where that leads: what was there before may stay beside the new one. */
  readonly packages: { readonly [path: string]: string };
  /** Folders that were searched, with a hash of the names in them. */
  readonly folders: { readonly [path: string]: string };
  /** Environment variables that those files mention, with a hash of their values. */
  readonly environment: { readonly [name: string]: string };
}

export type Message =
  | { readonly is: 'reading'; readonly what: string }
  | {
      readonly is: 'threw';
      readonly what: string;
      readonly message: string;
      readonly stack: string;
      readonly id?: string;
      readonly next?: string;
      readonly exit?: number;
    }
  | { readonly is: 'done'; readonly reading: Reading; readonly inputs: Inputs };
