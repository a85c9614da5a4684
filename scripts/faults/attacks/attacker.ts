/**
 * An attacker as a process of its own: `node attacker.ts NAME ADDRESS RUN SPEC`, with SPEC as a RunSpec message in base64, and
 * the token in the environment.
 * It prints a line when it has its full strength, and ends with its standard input, when it prints what it has done.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ATTACKS } from './catalogue.ts';

/** An attack whose starter is gone must not go on for ever. */
const LONGEST_MS = 300_000;
/** Time that calls in progress have to end. */
const GRACE_MS = 1000;

const [name, address, run, spec] = process.argv.slice(2) as [string, string, string, string];
const attack = ATTACKS.find((each) => each.name === name)!;
const over = new AbortController();
const counts: Record<string, number> = {};
process.stdin.on('end', () => over.abort()).resume();
setTimeout(() => over.abort(), LONGEST_MS).unref();

const attacking = attack.begin({
  ...{ address, run, spec: Buffer.from(spec, 'base64'), token: process.env.CRESCENDO_TOKEN ?? '', signal: over.signal },
  count: (outcome) => {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  },
  ready: () => console.log(JSON.stringify({ ready: true })),
});
await new Promise((resolve) => over.signal.addEventListener('abort', resolve, { once: true }));
await Promise.race([attacking, sleep(GRACE_MS)]);
console.log(JSON.stringify({ counts }));
process.exit();
