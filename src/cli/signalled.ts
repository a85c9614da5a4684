/**
 * The same signal may come twice at once: from the terminal or a supervisor, which signal all processes, and from the
 * launcher. Later ones end the process at once, as without a handler.
 */
const REPEATED_MS = 1000;

/** Resolves at the first SIGTERM or SIGINT. */
export function signalled(): Promise<NodeJS.Signals> {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  return new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      first ??= performance.now();
      resolve(signal);
      if (performance.now() - first < REPEATED_MS) return;
      for (const each of signals) process.off(each, onSignal);
      process.kill(process.pid, signal);
    };
    for (const signal of signals) process.on(signal, onSignal);
  });
}
