/** What `crescendo serve` prints for people: each snippet runs as it is printed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../src/cli/config.ts';
import { writeDataset } from '../support/datasets.ts';
import { type Ended, run, runPythonClient } from '../support/python-client.ts';
import { runCli } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-serve-prints-'));
afterAll(() => rmSync(work, { recursive: true }));
const data = join(work, 'train');
const path = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** The indented lines below a heading, with the indentation removed. */
function snippet(printed: string, heading: string): string {
  const [, text = ''] = new RegExp(`^${heading}\\n((?:  .*\\n)+)`, 'm').exec(printed) ?? [];
  return text.replaceAll(/^ {2}/gm, '');
}

/** Runs a program to its end and returns what it prints. */
async function printedBy(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 0, stderr);
  return stdout;
}

describe('crescendo serve', () => {
  beforeAll(() => writeDataset(data, 12));

  test("should print the state file's place, and snippets that run", async () => {
    const args = ['serve', '--data', `train=${data}`, '--listen', '127.0.0.1:0', '--state', 'runs.sqlite'];
    const child = spawn(process.execPath, [path('src/cli/main.ts'), ...args], { cwd: work });
    onTestFinished(() => void child.kill('SIGKILL'));
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += chunk;
      if (printed.includes('client.close();')) break;
    }
    assert.ok(printed.includes(`  state of the runs: ${join(work, 'runs.sqlite')}\n`), printed);
    const python = snippet(printed, 'In Python:');
    const counted = `steps = 0\ndef train(images, labels, budget):\n    global steps\n    steps += 1\n${python}print(steps)\n`;
    const steps = await printedBy(runPythonClient('-c', counted));
    assert.match(steps, /^[1-9]\d*\n$/);
    const typescript = snippet(printed, 'In TypeScript:')
      .replace('@crescendo/client', path('clients/typescript/src/index.ts'))
      // The run of the Python snippet is finished.
      .replace('my-run', 'my-other-run');
    const script = join(work, 'train.ts');
    writeFileSync(
      script,
      `let steps = 0;\nasync function train(images: unknown, labels: unknown, budget: number): Promise<void> {\n` +
        `  if (images && labels && budget >= 0) steps += 1;\n}\n${typescript}console.log(steps);\n`,
    );
    assert.equal(await printedBy(run(process.execPath, [script])), steps);
  });

  test('should print the effective configuration, and serve nothing', async () => {
    const config = join(work, 'crescendo.yaml');
    writeFileSync(config, 'listen: 127.0.0.1:9000\ndatasets: { train: { root: train } }\n');
    const flags = ['--print-config', '-c', config, '--workers', '3', '--state', ':memory:'];
    const { code, stdout, stderr } = await runCli('serve', ...flags);
    assert.equal(code, 0, stderr);
    const { listen, workers, state, memory_mib, datasets } = parseConfig(parse(stdout));
    assert.deepEqual([listen, workers, state, memory_mib], ['127.0.0.1:9000', 3, ':memory:', 2048]);
    assert.equal(datasets.train?.root, data);
    assert.equal((await runCli('serve', '--print-config')).code, 0);
  });
});
