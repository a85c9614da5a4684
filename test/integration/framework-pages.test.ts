/** The pages of timm, Keras and Flax: their code as it stands there, against plain loops that do the same arithmetic. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { preparePhotoTiles } from '../../scripts/photo-tiles.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { blocks } from '../support/documentation.ts';
import { root } from '../support/examples.ts';
import { SLOW } from '../support/limits.ts';
import { type Ended, run } from '../support/python-client.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const support = join(root, 'test', 'support');
const page = (name: string): string => join(root, 'docs', 'frameworks', `${name}.md`);
const work = mkdtempSync(join(tmpdir(), 'crescendo-frameworks-'));
afterAll(() => rmSync(work, { recursive: true }));

let server: ServerProcess;
beforeAll(async () => {
  // A few tiles of each class are enough, for both purposes.
  const tiles = join(await preparePhotoTiles(), 'val');
  const few = join(work, 'tiles');
  for (const name of readdirSync(tiles)) {
    mkdirSync(join(few, name), { recursive: true });
    for (const file of readdirSync(join(tiles, name)).sort().slice(0, 4)) {
      copyFileSync(join(tiles, name, file), join(few, name, file));
    }
  }
  server = await startServer(few, '--data', `val=${few}`);
});
afterAll(() => server.stop());

async function python(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await attempt(args, env);
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  return stdout;
}

function attempt(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const path = [join(root, 'clients', 'python', 'src'), support].join(':');
  return run(clientEnvironment(), args, { ...process.env, PYTHONPATH: path, OMP_NUM_THREADS: '1', ...env });
}

function weights(stdout: string): string {
  const found = /SHA-256 of the weights: ([0-9a-f]{64})/.exec(stdout);
  assert.ok(found !== null, stdout);
  return found[1]!;
}

/** Writes a page's script with less to train, and with `end` after it. */
function script(name: string, folder: string, end: string, epochs: number): string {
  const source = blocks(readFileSync(page(name), 'utf8'), 'python')[0]!;
  const values = { '127.0.0.1:7077': server.address, ', 90\n': `, ${epochs}\n`, '"base_size": 112': '"base_size": 64' };
  let short = source;
  for (const [shown, used] of Object.entries(values)) {
    assert.ok(short.includes(shown), shown);
    short = short.replace(shown, used);
  }
  const file = join(folder, 'train.py');
  writeFileSync(file, `${short}\n${end}`);
  return file;
}

const SPEC = { dataset: 'train', base_size: 64, global_batch: 64, validation: { dataset: 'val' } } as const;

describe('timm', () => {
  const EPOCHS = 2;
  const RECIPE = [
    ...['--epochs', String(EPOCHS), '--warmup-epochs', '1', '--img-size', '64', '--num-classes', '54'],
    ...['--batch-size', '64', '--mixup', '0.8', '--cutmix', '1', '--reprob', '0.25', '--aa', 'preset'],
  ];
  const train = (name: string, ...more: string[]): string[] => [
    join(support, 'frameworks', 'timm_trainer.py'),
    page('timm'),
    server.address,
    ...['--val-split', 'val', '--output', work, '--experiment', name],
    ...RECIPE,
    ...more,
  ];
  /** The run that the recipe describes, as the table of the page has it. */
  const spec = {
    ...SPEC,
    seed: 42,
    equivalent_epochs: EPOCHS,
    interpolation: 'random',
    color_jitter: 0.4,
    erasing: { probability: 0.25 },
    mixing: {},
    // timm's test_resnet asks for these.
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
    validation: { dataset: 'val', global_batch: 64, crop_pct: 0.95, interpolation: 'bilinear' },
  };

  test('a trainer should end with the weights of the plain loop, also after a resume', SLOW, async () => {
    const stdout = await python(train('timm'));
    const lengths = [...stdout.matchAll(/^epoch (\d): (\d+) steps, side (\d+), lr /gm)].map(([, ...n]) =>
      n.map(Number),
    );
    assert.deepEqual(
      lengths.map(([epoch, , side]) => [epoch, side]),
      [
        [0, 46],
        [1, 64],
      ],
    );
    assert.ok(lengths[0]![1]! > lengths[1]![1]!, 'early epochs have more steps');
    const plain = [join(support, 'frameworks', 'timm_plain.py'), server.address, 'timm-plain', JSON.stringify(spec)];
    assert.equal(weights(stdout), weights(await python([...plain, String(EPOCHS)])));
    const resumed = await python(train('timm', '--resume', join(work, 'timm', 'checkpoint-0.pth.tar')));
    assert.match(resumed, /^epoch 1/);
    assert.equal(weights(resumed), weights(stdout));
  });

  test('another recipe for the same run should be an error that names the field', SLOW, async () => {
    const { code, stderr } = await attempt(train('timm', '--hflip', '0'));
    assert.equal(code, 1);
    assert.match(stderr, /SPEC_MISMATCH.*horizontal_flip/);
  });
});

const DIGEST = `
import hashlib
arrays = b"".join(np.ascontiguousarray(w).tobytes() for w in arrays)
print("SHA-256 of the weights:", hashlib.sha256(arrays).hexdigest())
`;

describe.each(['torch', 'jax'])('Keras on %s', (backend) => {
  const env = { KERAS_BACKEND: backend };
  const end = `\nimport numpy as np\narrays = model.get_weights()${DIGEST}`;

  test('the page should end with the weights of the plain loop, and continue from its checkpoint', SLOW, async () => {
    const folder = mkdtempSync(join(work, `keras-${backend}-`));
    const file = script('keras', folder, end, 2);
    // Both runs stand on one server.
    writeFileSync(file, readFileSync(file, 'utf8').replace('"keras", 2', `"keras-${backend}", 2`));
    const options = { ...env, KERAS_HOME: folder };
    const stdout = await inFolder(folder, [file], options);
    assert.deepEqual(stdout.match(/^Epoch .*/gm), ['Epoch 1/2', 'Epoch 2/2']);
    assert.equal(stdout.match(/ - val_accuracy: [\d.e-]+ - val_loss: [\d.]+$/gm)?.length, 2);
    assert.deepEqual(readdirSync(join(folder, 'checkpoint')).length, 2);
    // The client's own tests continue in the middle, on PyTorch.
    if (backend === 'jax') {
      const again = await inFolder(folder, [file], options);
      assert.doesNotMatch(again, /Epoch/);
      assert.equal(weights(again), weights(stdout));
    }
    const plain = join(folder, 'plain.py');
    writeFileSync(plain, readFileSync(join(support, 'frameworks', 'keras_plain.py'), 'utf8') + end);
    const spec = JSON.stringify({ ...SPEC, equivalent_epochs: 2 });
    assert.equal(
      weights(await python([plain, file, server.address, `keras-plain-${backend}`, spec], options)),
      weights(stdout),
    );
  });
});

/** Runs a script whose files lie where it runs. */
async function inFolder(folder: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const program = `import os, runpy, sys; os.chdir(${JSON.stringify(folder)}); runpy.run_path(sys.argv[1])`;
  return python(['-c', program, ...args], env);
}

test('the page of Flax should end with the weights of plain JAX, and continue from its checkpoint', SLOW, async () => {
  const folder = mkdtempSync(join(work, 'flax-'));
  const layers = '(model.first, model.second, model.head)';
  const end = `arrays = [a for l in ${layers} for a in (l.kernel[...], l.bias[...])]${DIGEST}`;
  const file = script('flax', folder, end, 2);
  const stdout = await inFolder(folder, [file]);
  assert.equal([...stdout.matchAll(/^stage \d: accuracy \d+\.\d%$/gm)].length, 10);
  const again = await inFolder(folder, [file]);
  assert.equal(weights(again), weights(stdout));
  const plain = join(folder, 'plain.py');
  const same = `import numpy as np\narrays = [a for layer in weights for a in layer]${DIGEST}`;
  writeFileSync(plain, readFileSync(join(support, 'frameworks', 'flax_plain.py'), 'utf8') + same);
  const spec = JSON.stringify({ ...SPEC, equivalent_epochs: 2 });
  assert.equal(weights(await python([plain, file, server.address, 'flax-plain', spec])), weights(stdout));
});
