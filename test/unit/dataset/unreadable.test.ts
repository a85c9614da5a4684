import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { whyUnreadable } from '../../../src/dataset/unreadable.ts';

const work = realpathSync(mkdtempSync(join(tmpdir(), 'crescendo-unreadable-')));
afterAll(() => rmSync(work, { recursive: true }));

function reasonFor(path: string): string {
  try {
    readFileSync(path);
    return assert.fail('it can be read');
  } catch (error) {
    return whyUnreadable(path, error);
  }
}

describe('why a path cannot be read', () => {
  test('should name the nearest folder that exists, what it contains, and what was probably meant', () => {
    mkdirSync(join(work, 'photos', 'train'), { recursive: true });
    mkdirSync(join(work, 'empty'));
    assert.equal(
      reasonFor(join(work, 'photos', 'trian', 'cat')),
      `there is no trian in ${join(work, 'photos')}, which contains train; did you mean train?`,
    );
    assert.equal(reasonFor(join(work, 'empty', 'x')), `there is no x in ${join(work, 'empty')}, which is empty`);
  });

  test('should say which part of the path is of the wrong kind', () => {
    writeFileSync(join(work, 'file'), '');
    assert.match(reasonFor(join(work, 'file', 'x')), /a part of the path is a file/);
    assert.match(reasonFor(work), /it is a folder/);
    assert.equal(whyUnreadable('x', new Error('odd')), 'odd');
  });
});
