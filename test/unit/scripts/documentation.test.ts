import assert from 'node:assert/strict';
import { test } from 'vitest';
import { agrees, anchors, blocks, commands, links, section, sides } from '../../support/documentation.ts';

const DOCUMENT = `# Title

## One

\`\`\`console
$ first --flag
a  1
...
$ second
\`\`\`

## Two

\`\`\`diff
 same
-old

+new
\`\`\`
`;

test('a section should end at the next heading of its level, and blocks be found by language', () => {
  assert.deepEqual(blocks(section(DOCUMENT, '## Two'), 'console'), []);
  const [shown] = blocks(section(DOCUMENT, '## One'), 'console');
  assert.deepEqual(commands(shown!), [
    { command: 'first --flag', output: ['a  1', '...'] },
    { command: 'second', output: [] },
  ]);
  assert.throws(() => section(DOCUMENT, '## Three'), /no heading ## Three/);
});

test('a diff should have two sides', () => {
  const [diff] = blocks(DOCUMENT, 'diff');
  assert.deepEqual(sides(diff!), { before: 'same\nold\n\n', after: 'same\n\nnew\n' });
});

test('output should be compared line by line, but for numbers, columns and what is left out', () => {
  const printed = 'a   12\nb\nc 3.5 %\n';
  for (const shown of [
    ['a 7', 'b', 'c 1 %'],
    ['a 7', '...', 'c 1 %'],
    ['...', 'b', '...'],
    ['...', 'c 1 %', '...'],
  ]) {
    assert.ok(agrees(shown, printed), shown.join());
  }
  for (const shown of [
    ['a 7', 'c 1 %'],
    ['...', 'c 1 %', 'a 7'],
    ['a 7', 'b'],
    ['...', 'd'],
    ['b', '...'],
    ['...', 'b'],
  ]) {
    assert.ok(!agrees(shown, printed), shown.join());
  }
  assert.ok(agrees(['...', 'x 1', 'x 1'], 'y\nx 1\nx 2\nx 3\n'));
});

test('links should be found outside code, and headings become anchors', () => {
  const text = '# A `b`, c\n\n[one](x.md#y) ![two](z.svg) `[no](n)`\n\n```sh\n# not a heading\n[no](n)\n```\n';
  assert.deepEqual(links(text), ['x.md#y', 'z.svg']);
  assert.deepEqual(anchors(text), ['a-b-c']);
});
