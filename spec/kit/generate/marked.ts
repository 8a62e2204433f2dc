/** The statement, or the line in one, below its marker. */
export function marked({ was }: { was?: string | undefined }, line: string): string {
  return was === undefined ? line : `\n-- tidemark: renamed from ${was}\n${line}`;
}
