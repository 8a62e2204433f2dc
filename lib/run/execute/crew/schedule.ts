// Owns the order of work that several workers share: an item begins when what it needs is done.

/**
 * Runs each item once, in the given order where there is a choice. After the first failure nothing new begins;
 * it is thrown when every worker stands still, with the others' failures told to `also`.
 */
export async function schedule<T, W>(
  items: readonly T[],
  needs: (item: T) => readonly T[],
  workers: readonly W[],
  run: (worker: W, item: T) => Promise<void>,
  also: (error: unknown) => void,
): Promise<void> {
  const todo = [...items];
  const done = new Set<T>();
  const failures: unknown[] = [];
  const wake: (() => void)[] = [];
  const news = (): void => {
    for (const w of wake.splice(0)) w();
  };
  const work = async (worker: W): Promise<void> => {
    while (todo.length > 0 && failures.length === 0) {
      const at = todo.findIndex((item) => needs(item).every((n) => done.has(n) || !items.includes(n)));
      if (at < 0) {
        await new Promise<void>((resolve) => wake.push(resolve));
        continue;
      }
      const [item] = todo.splice(at, 1);
      try {
        await run(worker, item!);
        done.add(item!);
      } catch (error) {
        failures.push(error);
      }
      news();
    }
    news();
  };
  await Promise.all(workers.map(work));
  for (const error of failures.slice(1)) also(error);
  if (failures.length > 0) throw failures[0];
}
