// The one error class users meet. An id, one sentence, where, and the next command to type.

export interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  /** JSON pointer into the file */
  readonly pointer?: string | undefined;
  /** an object, as show() prints it */
  readonly object?: string | undefined;
}

/** Exit codes, one table (DESIGN section 8): the strongest wins. */
export const EXIT = { done: 0, failed: 1, differs: 2, decide: 3, usage: 64, interrupted: 130 } as const;

export class TidemarkError extends Error {
  override readonly name = 'TidemarkError';
  constructor(
    /** Stable, SCREAMING_SNAKE, e.g. "MODULE_UNKNOWN". */
    readonly id: string,
    message: string,
    /** `whole`: details are what somebody chooses from, and are never cut short. */
    readonly options: { at?: Place; next?: string; exit?: number; cause?: unknown; details?: readonly string[]; whole?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
  }
  /** The same error with something said otherwise. */
  saying(other: TidemarkError['options'], message: string = this.message): TidemarkError {
    return new TidemarkError(this.id, message, { ...this.options, ...other });
  }
  get at(): Place {
    return this.options.at ?? {};
  }
  /** The next command to type, or what to change. */
  get next(): string | undefined {
    return this.options.next;
  }
  get exit(): number {
    return this.options.exit ?? EXIT.failed;
  }
}
