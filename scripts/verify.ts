/**
 * `npm test`: everything that must hold, in one command: format, lint, types, contract, generated code, unit, golden,
 * integration and fuzz tests, memory over time, and the tests of both clients. With arguments, only the steps of those
 * names. Most of the time goes by in servers and trainers that wait for each other, so two steps run at a time.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { STEPS, type Step } from './verify/steps.ts';

const runner = fileURLToPath(new URL('verify/run-step.ts', import.meta.url));

/** Where vitest lists the tests that fail: test/support/failed-tests.ts. */
const failedFolder = mkdtempSync(join(tmpdir(), 'crescendo-verify-'));
const failedTests = join(failedFolder, 'failed.txt');
process.env.CRESCENDO_FAILED_TESTS = failedTests;

interface Result {
  name: string;
  passed: boolean;
  seconds: number;
}

/** @param labelled whether each line that the step prints begins with its name, as another step prints at the same time */
async function run({ name }: Step, labelled: boolean): Promise<Result> {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const args = ['--disable-warning=ExperimentalWarning', runner, name];
  const child = spawn(process.execPath, args, {
    stdio: labelled ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) label(stream, name);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { name, passed: code === 0, seconds: (performance.now() - start) / 1000 };
}

function label(stream: Readable, name: string): void {
  createInterface(stream).on('line', (line) => console.log(`${name}| ${line}`));
}

async function runAll(steps: readonly Step[], labelled: boolean): Promise<Result[]> {
  const results: Result[] = [];
  for (const step of steps) results.push(await run(step, labelled));
  return results;
}

/** CPU seconds of all processes that this one has started and that have ended; null where there is no /proc. */
function cpuSeconds(): number | null {
  if (process.platform !== 'linux') return null;
  // After the name, which may hold anything: state is the third field, cutime the 16th, cstime the 17th, in ticks of
  // 10 ms on every Linux that Node runs on.
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function report(results: readonly Result[], seconds: number): void {
  console.log('');
  for (const result of results) {
    console.log(`${result.passed ? 'ok  ' : 'FAIL'} ${result.name} (${result.seconds.toFixed(1)} s)`);
  }
  const cpu = cpuSeconds();
  console.log(`\n${(seconds / 60).toFixed(1)} minutes${cpu === null ? '' : `, ${(cpu / 60).toFixed(1)} of CPU`}`);
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
  const names = failed.length === 0 ? '' : `: ${failed.join(', ')}`;
  console.log(`Steps of the test: ${results.length - failed.length} passed, ${failed.length} failed${names}`);
  if (existsSync(failedTests)) console.log(`\nFailed tests:\n${readFileSync(failedTests, 'utf8')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`no step ${unknown.join(', ')}; the steps are ${STEPS.map(({ name }) => name).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const steps = STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const start = performance.now();
  const first = await runAll(
    steps.filter(({ lane }) => lane === undefined),
    false,
  );
  const lanes = ['node', 'python'].map((name) => steps.filter(({ lane }) => lane === name));
  const labelled = lanes.every(({ length }) => length > 0);
  const last = await Promise.all(lanes.map((lane) => runAll(lane, labelled)));
  report([first, ...last].flat(), (performance.now() - start) / 1000);
}

try {
  await main();
} finally {
  rmSync(failedFolder, { recursive: true });
}
