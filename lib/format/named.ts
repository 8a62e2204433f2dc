// Owns what people may call a plan: its name, or a beginning that no other plan has.

/** Those that `said` means: one, none, or several that begin so. */
export function plansNamed(names: readonly string[], said: string): string[] {
  return names.includes(said) ? [said] : [...new Set(names.filter((n) => n.startsWith(said)))];
}
