import { Presets, SingleBar } from 'cli-progress';

/** A progress bar on a terminal; nothing where the output is read by a program. */
export interface Progress {
  update(done: number, total: number, note: string): void;
  stop(): void;
}

/** @param unit what is counted, in the plural */
export function progressBar(label: string, unit: string): Progress {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const format = `${label} {bar} {percentage}% {value}/{total} ${unit} {note}`;
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true, barsize: 24 },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total, note) {
      if (!started) bar.start(total, done, { note });
      else bar.update(done, { note });
      started = true;
      bar.setTotal(total);
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
