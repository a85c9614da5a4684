import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { indexDataset } from '../../../src/dataset/index-dataset.ts';
import { openImages } from '../../../src/dataset/open-images.ts';
import { writeDataset } from '../../support/datasets.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-splits-'));
afterAll(() => rmSync(work, { recursive: true }));

describe('the folder above the splits of a dataset', () => {
  test('should be refused, with the folder that was meant', async () => {
    for (const [name, split] of Object.entries({ imagenet: 'train', photos: 'Val' })) {
      writeDataset(join(work, name, split), 6);
      await assert.rejects(indexDataset(join(work, name), {}), {
        reason: 'PATH',
        message: new RegExp(`its folder ${split} is named like a split.* Give ${join(work, name, split)}, `),
      });
    }
  });

  test('should be taken if its folders are listed as classes', async () => {
    writeDataset(join(work, 'listed', 'test'), 6);
    const { manifest } = await indexDataset(join(work, 'listed'), { classes: ['test'] });
    assert.deepEqual([manifest.classNames, manifest.sampleCount], [['test'], 6]);
  });

  test('should be taken where labels do not matter', async () => {
    writeDataset(join(work, 'measured', 'train'), 6);
    assert.equal((await openImages('bench', join(work, 'measured'))).manifest.sampleCount, 6);
  });

  test('should be taken if its folders have images of their own, or other names', async () => {
    // Folders inside a class are common, and a class may be called "test".
    for (const path of ['flat/test', 'nested/animals/cats']) {
      const root = join(work, path, '..');
      writeDataset(join(work, path), 6);
      const { manifest } = await indexDataset(path.startsWith('flat') ? join(root, 'test') : join(root, '..'), {});
      assert.equal(manifest.sampleCount, 6);
    }
  });
});
