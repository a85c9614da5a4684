/**
 * `npm run soak -- [--hours N] [--seed N]`: two servers that share a state file, and trainers of both clients, for a long
 * time and with faults. The first server is never ended: its memory, and that of its trainers, must stay flat. The second
 * one is killed and frozen, and so are its trainers. All of them train on the same spec, so every step must have the same
 * bytes everywhere. Ends with 1 if something has grown, differs or has failed.
 */
import { parseArgs } from 'node:util';
import { type SoakResult, soak } from './faults/soak.ts';

const { values } = parseArgs({
  options: { hours: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } },
});
const hours = Number(values.hours);
if (!(hours >= 0.02)) throw new Error(`--hours must be at least 0.02 (given: ${values.hours})`);

const MIB = 1024 * 1024;

function print({ growth, seconds, faults, steps, problems }: SoakResult): void {
  for (const { name, bytes, mean } of growth) {
    const perHour = (bytes / MIB / seconds) * 3600;
    const share = ((100 * bytes) / mean / seconds) * 3600;
    console.log(`${name}: ${(mean / MIB).toFixed(0)} MiB, slope ${perHour.toFixed(1)} MiB/h (${share.toFixed(1)} %/h)`);
  }
  const done = Object.entries(faults).map(([name, times]) => `${times} x ${name}`);
  console.log(`faults: ${done.join(', ')}`);
  console.log(`steps compared: ${steps}`);
  for (const problem of problems) console.log(`PROBLEM: ${problem}`);
  console.log(problems.length === 0 ? 'memory flat, same bytes' : `${problems.length} problems`);
}

const result = await soak({ seconds: hours * 3600, seed: Number(values.seed), tell: (line) => console.log(line) });
print(result);
process.exitCode = result.problems.length === 0 ? 0 : 1;
