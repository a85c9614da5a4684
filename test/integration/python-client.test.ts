import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-python-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));

const SPEC = { dataset: 'train', seed: 5, equivalentEpochs: 6, globalBatch: 12 } as const;
const SPEC_JSON = JSON.stringify({ dataset: 'train', seed: 5, equivalent_epochs: 6, global_batch: 12 });
const source = fileURLToPath(new URL('../../clients/python/src', import.meta.url));

interface Line {
  step: number;
  stage: number;
  bandwidth: number;
  sha256: string;
}

/** Runs Python with the client on its path; calls `each` with every line. Returns lines and exit code. */
async function python(
  args: string[],
  each: (line: string) => void = () => {},
): Promise<{ lines: string[]; code: number }> {
  const env = { ...process.env, PYTHONPATH: source };
  const child = spawn(clientEnvironment(), args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    each(line);
  }
  return { lines, code: await ended };
}

const pick = ({ step, stage, bandwidth, sha256 }: Line | BatchRecord): Line => ({ step, stage, bandwidth, sha256 });

describe('the Python client', () => {
  let expected: Line[] = [];

  beforeAll(async () => {
    writeDataset(data, 30);
    const server = await startServer(data);
    expected = (await readRun(server.address, { run: 'r', spec: SPEC })).map(pick);
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('should read the same bytes as the TypeScript client, through kill -9 and restarts', SLOW, async () => {
    const state = join(work, 'state.sqlite');
    let server = await startServer(data, '--state', state);
    const { address } = server;
    let restarting: Promise<void> | undefined;
    let kills = 0;
    const args = ['-m', 'crescendo', address, 'r', '--spec-json', SPEC_JSON, '--json', '--window', '2'];
    const { lines, code } = await python(args, () => {
      kills += 1;
      if (kills % 9 !== 0 || kills > 30) return;
      restarting = (restarting ?? Promise.resolve()).then(async () => {
        await server.stop('SIGKILL');
        server = await startServer(data, '--state', state, '--listen', address);
      });
    });
    await restarting;
    assert.equal(code, 0);
    assert.deepEqual(
      lines.map((line) => pick(JSON.parse(line) as Line)),
      expected,
    );
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('should give PyTorch the same pixels through a DataLoader', async () => {
    const server = await startServer(data);
    const program = `
import hashlib, sys
from torch.utils.data import DataLoader
from crescendo.torch import CrescendoDataset
dataset = CrescendoDataset(sys.argv[1], "torch", spec={"dataset": "train", "seed": 5, "equivalent_epochs": 6, "global_batch": 12})
for images, labels, info in DataLoader(dataset, batch_size=None):
    assert images.shape == (12, 3, info.bandwidth, info.bandwidth) and labels.shape == (12,)
    print(info.step, hashlib.sha256(images.permute(0, 2, 3, 1).contiguous().numpy().tobytes()).hexdigest())
`;
    const { lines, code } = await python(['-c', program, server.address]);
    assert.equal(code, 0);
    assert.deepEqual(
      lines,
      expected.map(({ step, sha256 }) => `${step} ${sha256}`),
    );
    assert.equal(await server.stop('SIGTERM'), 0);
  });
});
