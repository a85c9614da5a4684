import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'vitest';
import { confirmName } from '../../../src/cli/runs/confirm.ts';

/** Someone who types `answer` when asked; returns what they are asked. */
async function ask(answer: string, { yes = false, isTTY = true } = {}): Promise<string> {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  input.write(`${answer}\n`);
  await confirmName('deit-s', 'delete run deit-s', yes, { input, output });
  return String(output.read() ?? '');
}

test('the name typed again should be a yes', async () => {
  assert.match(await ask('deit-s'), /To delete run deit-s, type its name again: $/);
});

test('anything else should change nothing', async () => {
  for (const answer of ['', 'y', 'deit-b']) {
    await assert.rejects(ask(answer), { reason: 'INVALID_FIELD', message: /nothing was changed/ });
  }
});

test('where nobody can be asked, --yes should be needed', async () => {
  await assert.rejects(ask('deit-s', { isTTY: false }), { message: /to delete run deit-s, give --yes/ });
  assert.equal(await ask('', { yes: true, isTTY: false }), '');
});
