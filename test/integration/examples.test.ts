/** The example trainers, as their documentation starts them, with servers of their own. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'vitest';
import { assertTable, root, startExample, weights } from '../support/examples.ts';
import { SLOW } from '../support/limits.ts';

/** The steps stay what they are; the networks see fewer images in each. */
const SMALL = ['--batch', '16'];

test(
  'PyTorch should train with mixup, a moving average and mixed precision, with a server of its own',
  SLOW,
  async () => {
    assertTable(await startExample('torch', ...SMALL, '--mixup', '0.8', '--ema', '0.9', '--amp').finished);
  },
);

test('the masked autoencoder should print its table and what neighbours tell', SLOW, async () => {
  const finished = await startExample('mae', ...SMALL).finished;
  assertTable(finished);
  assert.match(finished.stdout, /^nearest neighbour of the same class: \d+\.\d% before, \d+\.\d% after$/m);
});

test(
  'the TensorFlow.js trainer should have sound types, print its table, and end with the same weights again',
  SLOW,
  async () => {
    const first = await startExample('tfjs', ...SMALL).finished;
    assertTable(first);
    assert.equal(weights(await startExample('tfjs', ...SMALL).finished), weights(first));
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    execFileSync(tsc, ['-p', join(root, 'clients', 'typescript', 'examples', 'tfjs')], { stdio: 'inherit' });
  },
);
