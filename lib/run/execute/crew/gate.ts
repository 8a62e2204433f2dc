// Owns which workers of one run may be at work at the same time: transactions together, what no transaction holds alone.

export interface Gate {
  /** With others of its kind, never beside something that is alone. */
  together<T>(work: () => Promise<T>): Promise<T>;
  /** Once all others have finished; nobody else begins before it has. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function gate(): Gate {
  let inside = 0;
  let shut = false;
  const waiting: { alone: boolean; enter: () => void }[] = [];
  const letIn = (): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (shut || (next.alone && inside > 0)) return;
      waiting.shift();
      if (next.alone) shut = true;
      else inside += 1;
      next.enter();
    }
  };
  const through = async <T>(alone: boolean, work: () => Promise<T>): Promise<T> => {
    // In the order of arrival: whoever is to be alone would otherwise wait for ever.
    await new Promise<void>((enter) => {
      waiting.push({ alone, enter });
      letIn();
    });
    try {
      return await work();
    } finally {
      if (alone) shut = false;
      else inside -= 1;
      letIn();
    }
  };
  return { together: (work) => through(false, work), alone: (work) => through(true, work) };
}
