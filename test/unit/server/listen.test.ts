/** Addresses that a server cannot listen on are refused by name, with what to write instead. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { checkBinding } from '../../../src/server/server.ts';

test.each([
  ['http://127.0.0.1:7077', '--listen must be HOST:PORT or unix:PATH, not a URL: write "127.0.0.1:7077"'],
  ['https://0.0.0.0', ', not a URL: write "0.0.0.0:7077"'],
  ['http://', ', not a URL: such as 127.0.0.1:7077'],
  ['', ': such as 127.0.0.1:7077 (given: "")'],
  ['localhost', ': write "localhost:7077" (given: "localhost")'],
  ['::1', ': write "[::1]:7077"'],
  [' localhost:7077', ': write "localhost:7077"'],
  ['localhost:99999', 'unix:PATH (given: "localhost:99999")'],
  ['unix:', 'unix:PATH'],
])('%s', (listen, message) => {
  assert.throws(
    () => checkBinding({ listen }),
    (error: Error & { metadata: object }) => {
      assert.ok(error.message.includes(message), error.message);
      assert.deepEqual(error.metadata, { option: '--listen', value: listen });
      return true;
    },
  );
});

test.each(['127.0.0.1:7077', 'localhost:0', '[::1]:7077', 'unix:/run/crescendo'])('%s can be listened on', (listen) => {
  checkBinding({ listen });
});
