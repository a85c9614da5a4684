/**
 * Loaded before a server (`node --import`): on SIGUSR2 one of its worker threads is terminated, whatever it is doing.
 * A thread has no signal of its own that would not end the whole process, so this is the nearest to a thread that dies.
 * Each death adds a byte to the file that the environment names.
 */
import { appendFileSync } from 'node:fs';
import { Piscina } from 'piscina';

const report = process.env.CRESCENDO_FAULTS_TERMINATED!;
let pool: Piscina | undefined;
let next = 0;

const { run } = Piscina.prototype;
Piscina.prototype.run = function (this: Piscina, ...given) {
  pool = this;
  return run.apply(this, given);
};

process.on('SIGUSR2', () => {
  const threads = pool?.threads ?? [];
  const thread = threads[next % threads.length];
  next += 1;
  // Not before it runs: a thread that cannot even start is another fault.
  void thread?.terminate().then(() => appendFileSync(report, '.'));
});
