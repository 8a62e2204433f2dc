// What a script's process and tidemark tell each other.

export type ToScript =
  | { readonly is: 'run'; readonly file: string; readonly root: string; readonly container: string | undefined; readonly medusa: boolean }
  | { readonly is: 'rows'; readonly id: number; readonly rows: readonly unknown[] }
  | { readonly is: 'refused'; readonly id: number; readonly message: string; readonly code: string | undefined }
  | { readonly is: 'restarted' }
  | { readonly is: 'abort' };

export type FromScript =
  | { readonly is: 'ready' }
  | { readonly is: 'sql'; readonly id: number; readonly text: string; readonly values: readonly unknown[] }
  | { readonly is: 'log'; readonly text: string }
  /** It read `container`: what it did so far is taken back, the framework is started, and it runs from its beginning. */
  | { readonly is: 'restart' }
  | { readonly is: 'done'; readonly disabled: boolean }
  | { readonly is: 'threw'; readonly message: string; readonly stack: string };
