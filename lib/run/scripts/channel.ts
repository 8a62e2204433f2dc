// What a script's process and tidemark tell each other. A process may run several scripts, one after the other: `run` says whose it is.

export interface Task {
  readonly run: number;
  readonly file: string;
  readonly root: string;
  /** A file that makes `container`. */
  readonly container: string | undefined;
  /** Of a Medusa project: `container` is that of its application. */
  readonly medusa: boolean;
  /** Medusa's own kind of script, loaded as Medusa loads it. */
  readonly native: boolean;
}

export interface Prepare {
  readonly root: string;
  /** Of Medusa's own kind: what they import from Medusa is loaded, they are not. */
  readonly scripts: readonly string[];
}

export type ToScript =
  /** Load what a Medusa application is made of: a script will ask for it. */
  | ({ readonly is: 'prepare' } & Prepare)
  | ({ readonly is: 'run' } & Task)
  | { readonly is: 'rows'; readonly id: number; readonly rows: readonly unknown[] }
  | { readonly is: 'refused'; readonly id: number; readonly message: string; readonly code: string | undefined }
  | { readonly is: 'restarted' }
  | { readonly is: 'abort' }
  /** No script follows. */
  | { readonly is: 'end' };

export type FromScript =
  | { readonly is: 'ready' }
  | { readonly is: 'sql'; readonly run: number; readonly id: number; readonly text: string; readonly values: readonly unknown[] }
  | { readonly is: 'log'; readonly text: string }
  /** It read `container`: what it did so far is taken back, the framework is started, and it runs from its beginning. */
  | { readonly is: 'restart' }
  /** `stays`: the framework runs in it by now, or was loaded to be asked, and serves the scripts that follow. */
  | { readonly is: 'done'; readonly disabled: boolean; readonly stays: boolean }
  /** `starting`: not the script, but what was started for it. */
  | { readonly is: 'threw'; readonly message: string; readonly stack: string; readonly starting: boolean };
