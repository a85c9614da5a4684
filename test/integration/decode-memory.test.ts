/** What decoders take, against what they state, for the formats that take most (test/bench/decode-memory.ts). */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'vitest';
import { SLOW } from '../support/limits.ts';

const script = fileURLToPath(new URL('../bench/decode-memory.ts', import.meta.url));
const KINDS = ['jpeg progressive 4:4:4', 'png interlaced 16-bit RGBA', 'webp alpha', 'tiff tiled', 'avif 4:4:4 alpha'];

test('decoding should take no more memory than the formats state', {
  ...SLOW,
  skip: process.platform !== 'linux',
}, async () => {
  const args = ['--disable-warning=ExperimentalWarning', script, '--side', '3200'];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...args,
    ...KINDS.flatMap((kind) => ['--only', kind]),
  ]);
  console.log(stdout);
  for (const kind of KINDS) assert.match(stdout, new RegExp(`^${kind}  .*MiB$`, 'm'));
});
