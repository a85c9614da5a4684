/**
 * Memory over a long time: `node test/leak/soak.ts [--minutes N] [--leak]` makes a server send large batches on one
 * stream and tiny ones on many, to two Python clients, and prints the resident memory of all three every ten seconds.
 * Ends with 1 if one of them has grown; with --leak, one batch in a hundred is leaked on both sides.
 */
import { parseArgs } from 'node:util';
import { ALLOWED_BYTES, faults } from './verdict.ts';
import { watch } from './watch.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '20' }, leak: { type: 'boolean' } } });
const seconds = Number(values.minutes) * 60;
if (!(seconds >= 60)) throw new Error(`--minutes must be at least 1 (given: ${values.minutes})`);
const MIB = 1024 * 1024;

const result = await watch({
  ...{ warmUp: seconds / 5, seconds: (seconds * 4) / 5, batches: 0, interval: 10 },
  ...{ leak: values.leak ?? false, each: (line) => console.log(line) },
});
for (const [name, bytes] of Object.entries(result.growth)) {
  console.log(`${name} grew by ${(bytes / MIB).toFixed(1)} MiB; ${ALLOWED_BYTES / MIB} MiB are noise`);
}
const found = faults(result);
console.log(
  `after ${result.batches.large} large and ${result.batches.tiny} tiny batches: ${found.join(', ') || 'flat'}`,
);
process.exitCode = found.length === 0 ? 0 : 1;
