/**
 * The pages of docs/frameworks, as they stand there: each framework trains the weights of the plain loop, in one process and
 * in two, also when it is killed and continues from a checkpoint of its own.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Client, connect } from '../../clients/typescript/src/index.ts';
import { serveTiles } from '../support/examples.ts';
import { FrameworkPages, programs, type Ran, weights } from '../support/framework-pages.ts';
import { SLOW } from '../support/limits.ts';
import type { ServerProcess } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-frameworks-'));
afterAll(() => rmSync(work, { recursive: true }));

/** By the recipe of the pages. */
const STEPS = 24;
const SAMPLES = 768;

describe('the pages on frameworks', () => {
  let server: ServerProcess;
  let client: Client;
  let pages: FrameworkPages;
  let alone: string;
  let together: string;
  const ran = new Map<string, Ran>();

  beforeAll(async () => {
    server = await serveTiles();
    client = connect(server.address);
    pages = new FrameworkPages(work, server.address);
    alone = weights(await pages.run({ id: 'plain', program: 'plain.py', processes: 1 }));
    together = weights(await pages.run({ id: 'ddp', program: 'train_ddp.py', processes: 2 }));
  }, SLOW.timeout);

  afterAll(async () => {
    client.close();
    await server.stop('SIGTERM');
  });

  /** Nothing was read ahead and left, and nothing was read twice. */
  async function assertEachSampleOnce(run: string): Promise<void> {
    const status = await client.getRun(run);
    assert.deepEqual(
      [status.state, status.consumedStep, status.acknowledgedSamples, status.reissuedSamples],
      ['finished', STEPS - 1, SAMPLES, 0],
    );
  }

  const inOneProcess = ['train_lightning.py', 'train_huggingface.py', 'train_accelerate.py'];
  test.for(inOneProcess)('%s should train the weights of the plain loop', SLOW, async (program) => {
    const id = `${program}-1`.replace('.py', '');
    const answer = await pages.run({ id, program, processes: 1 });
    ran.set(id, answer);
    assert.equal(weights(answer), alone);
    await assertEachSampleOnce(id);
  });

  test.for([...inOneProcess, 'train_fsdp.py'])(
    '%s should train the weights of DDP in two processes',
    SLOW,
    async (program) => {
      const id = `${program}-2`.replace('.py', '');
      const answer = await pages.run({ id, program, processes: 2 });
      ran.set(id, answer);
      assert.equal(weights(answer), together);
      await assertEachSampleOnce(id);
    },
  );

  test.for<[string, number]>([
    ['train_lightning.py', 1],
    ['train_huggingface.py', 1],
    ['train_accelerate.py', 2],
    ['train_ddp.py', 2],
    ['train_fsdp.py', 2],
  ])(
    '%s in %i process(es) should train the same weights when it is killed and started again',
    SLOW,
    async ([program, processes]) => {
      const job = { id: `${program}-killed`.replace('.py', ''), program, processes };
      pages.prepare(job);
      const killed = await pages.start({ ...job, killAfter: 13 });
      assert.deepEqual([...new Set(killed.statuses)], [-9], killed.printed);
      assert.equal(weights(await pages.start(job)), processes === 1 ? alone : together);
      const { state, reissuedSamples } = await client.getRun(job.id);
      assert.equal(state, 'finished');
      // It continued at its checkpoint: at most the window of four batches and the steps after it came again.
      assert.ok(reissuedSamples < SAMPLES / 2, `${reissuedSamples} samples came again`);
    },
  );

  test(
    'Lightning should continue at the end of an epoch, whose checkpoint it writes after validation',
    SLOW,
    async () => {
      const job = {
        ...{ id: 'lightning-epochs', program: 'train_lightning.py', processes: 1 },
        edit: (source: string) => source.replace('every_n_train_steps=5', 'monitor="accuracy"'),
      };
      pages.prepare(job);
      assert.deepEqual((await pages.start({ ...job, killAfter: 20 })).statuses, [-9]);
      assert.equal(weights(await pages.start(job)), alone);
    },
  );

  test(
    'a ViT of transformers, with dropout, should train the same weights when it is killed and started again',
    SLOW,
    async () => {
      const job = { id: 'vit', program: 'train_vit.py', processes: 1 };
      const undisturbed = weights(await pages.run({ ...job, id: 'vit-undisturbed' }));
      pages.prepare(job);
      assert.deepEqual((await pages.start({ ...job, killAfter: 13 })).statuses, [-9]);
      assert.equal(weights(await pages.start(job)), undisturbed);
    },
  );

  test('the evaluation of the Trainer should be the same in one process and in two, whose last batch has padding', () => {
    const lines = /'eval_loss': '(\d\.\d+)', 'eval_accuracy': '(0\.\d+)'/g;
    const [one, two] = ['train_huggingface-1', 'train_huggingface-2'].map((id) =>
      [...ran.get(id)!.printed.matchAll(lines)].map(([, loss, share]) => ({ loss: Number(loss), share })),
    );
    assert.equal(one!.length, 4);
    assert.equal(two!.length, 4);
    for (const [k, { loss, share }] of one!.entries()) {
      assert.equal(two![k]!.share, share);
      assert.ok(Math.abs(loss - two![k]!.loss) <= 0.001, `${loss}, ${two![k]!.loss}`);
    }
  });

  test('every program on the pages should be one that is run here', () => {
    const run = ['plain.py', 'recipe.py', 'train_ddp.py', 'train_fsdp.py', 'train_vit.py', ...inOneProcess];
    const own = [...programs().keys()].filter((name) =>
      /^(plain|recipe|train_(lightning|huggingface|vit|accelerate|ddp|fsdp))/.test(name),
    );
    assert.deepEqual(own.sort(), run.sort());
  });
});
