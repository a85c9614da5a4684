import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { indexFolder } from '../../../src/dataset/index-folder.ts';
import { SkippedFiles } from '../../../src/dataset/skipped-files.ts';
import { walkImages } from '../../../src/dataset/walk-folder.ts';
import { CrescendoError } from '../../../src/errors.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-walk-'));
// Node cannot remove paths that are longer than the system takes.
afterAll(() => void execFileSync('rm', ['-rf', work]));

const walk = { followLinks: false, checksums: false, skipped: new SkippedFiles() };

test('files and folders that disappear during a walk should be named, with what to do', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const path = fc.array(name, { minLength: 1, maxLength: 4 });
  const removals = fc.array(fc.record({ after: fc.nat(8), what: path }), { minLength: 1, maxLength: 3 });
  let failures = 0;
  fc.assert(
    fc.property(fc.array(path, { minLength: 1, maxLength: 12 }), removals, fc.boolean(), (files, gone, checksums) => {
      const root = mkdtempSync(join(work, 'race-'));
      for (const parts of files) {
        mkdirSync(join(root, ...parts), { recursive: true });
        writeFileSync(join(root, ...parts, 'x.jpg'), 'x');
      }
      let found = 0;
      try {
        for (const { name: image } of walkImages(root, { ...walk, checksums })) {
          assert.match(image, /^([abc]\/)+x\.jpg$/);
          for (const { what } of gone.filter(({ after }) => after === found)) {
            rmSync(join(root, ...what), { recursive: true, force: true });
          }
          found += 1;
        }
      } catch (error) {
        failures += 1;
        assert.ok(error instanceof CrescendoError, String(error));
        assert.equal(error.reason, 'PATH');
        assert.match(error.message, /race-.*: it was there when its folder was listed, and is gone: .* index it again/);
      }
    }),
  );
  assert.ok(failures > 0, 'some walks met what was gone');
});

test('a path that is deeper than the system can open should be named, shortened, with what to do', async () => {
  const root = join(work, 'deep');
  mkdirSync(join(root, 'a'), { recursive: true });
  writeFileSync(join(root, 'a/0.jpg'), 'x');
  // Relative to a folder that is deep itself, longer paths can be made than opened.
  const make = "for (let k = 0; k < 5000; k += 1) { fs.mkdirSync('d'); process.chdir('d'); }";
  execFileSync(process.execPath, ['-e', make], { cwd: join(root, 'a') });
  await assert.rejects(indexFolder(root), (error) => {
    assert.ok(error instanceof CrescendoError);
    assert.equal(error.reason, 'PATH');
    assert.ok(error.message.length < 700, `${error.message.length} characters`);
    assert.match(
      error.message,
      /\/d\/d\/.*\.\.\. \(\d+ characters\): the path is longer than the system can open .*: move/,
    );
    return true;
  });
});

test('links that lead in a circle should be named', async () => {
  const root = join(work, 'circle');
  mkdirSync(join(root, 'a'), { recursive: true });
  writeFileSync(join(root, 'a/0.jpg'), 'x');
  symlinkSync('.', join(root, 'a/again'));
  await assert.rejects(indexFolder(root, { followLinks: true }), { reason: 'PATH', message: /links lead in a circle/ });
});

test('a folder that is none any more should be named', () => {
  const file = join(work, 'file');
  writeFileSync(file, '');
  for (const path of [file, join(work, 'none')]) {
    assert.throws(() => [...walkImages(path, walk)], { reason: 'PATH', message: /index it again/ });
  }
});
