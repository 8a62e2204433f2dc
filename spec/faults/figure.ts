// What a fault run reports: how often something was tried, and everything that went wrong.

export interface Figure {
  readonly what: string;
  readonly tried: number;
  /** One line each, with what is needed to do it again. */
  readonly wrong: readonly string[];
  readonly note?: string;
}

export function row(f: Figure): string {
  return `| ${f.what} | ${f.tried} | ${f.wrong.length} |${f.note === undefined ? '' : ` ${f.note} |`}`;
}
