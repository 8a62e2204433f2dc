// Owns what a run tells while it goes on. Plain data; whoever listens decides what people see.

export interface Blocker {
  /** 0: a prepared transaction, which no process holds. */
  readonly pid: number;
  /** What it was prepared as: COMMIT PREPARED and ROLLBACK PREPARED end it by that. */
  readonly prepared: string | null;
  readonly application: string;
  readonly user: string;
  readonly state: string;
  /** The first word of what it runs or ran last, e.g. "SELECT": never its text, which may hold values. */
  readonly query: string;
  /** Seconds since its transaction began. */
  readonly seconds: number;
}

export type RunEvent =
  | { readonly is: 'waiting'; readonly for: 'lock'; readonly holder: string; readonly seconds: number }
  | { readonly is: 'orphan'; readonly pid: number; readonly run: string }
  | { readonly is: 'plan'; readonly plan: string; readonly way: 'up' | 'down'; readonly resumed: boolean; readonly steps: number }
  | { readonly is: 'step'; readonly plan: string; readonly step: string; readonly n: number; readonly of: number }
  | { readonly is: 'step done'; readonly plan: string; readonly step: string; readonly n: number; readonly of: number; readonly ms: number }
  /** A long build, as the server counts it: blocks or tuples. */
  | { readonly is: 'progress'; readonly plan: string; readonly step: string; readonly phase: string; readonly done: number; readonly of: number }
  | { readonly is: 'blocked'; readonly plan: string; readonly by: readonly Blocker[] }
  | { readonly is: 'retry'; readonly plan: string; readonly reason: string; readonly pauseMs: number; readonly attempt: number }
  | { readonly is: 'plan done'; readonly plan: string; readonly way: 'up' | 'down'; readonly ms: number }
  /** A checkpoint: what it makes is there. */
  | { readonly is: 'recorded'; readonly plan: string }
  | { readonly is: 'warning'; readonly message: string };

export type Listener = (event: RunEvent) => void;
