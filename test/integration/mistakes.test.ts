/**
 * docs/errors.md: mistakes that people make, by hand, against a real server. The page shows what is really printed;
 * `CRESCENDO_UPDATE_PAGES=1 npx vitest run --project=integration test/integration/mistakes.test.ts` writes it.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { SLOW } from '../support/limits.ts';
import { CHAPTERS } from '../support/mistakes/chapters.ts';
import { makeAll } from '../support/mistakes/make.ts';
import type { Mistake } from '../support/mistakes/mistake.ts';
import { page, withPrinted } from '../support/mistakes/page.ts';
import { makeWorld, type World } from '../support/mistakes/world.ts';

const PAGE = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));

describe('mistakes that people make', () => {
  const mistakes = CHAPTERS.flatMap((chapter) => chapter.mistakes);
  let world: World;
  let messages: ReadonlyMap<Mistake, string>;

  beforeAll(async () => {
    world = await makeWorld();
    messages = await makeAll(mistakes, world);
  }, SLOW.timeout);
  afterAll(() => world.end());

  test('docs/errors.md should show the message of each of them', () => {
    const document = readFileSync(PAGE, 'utf8');
    const printed = withPrinted(document, page(CHAPTERS, messages));
    if (process.env.CRESCENDO_UPDATE_PAGES === '1') writeFileSync(PAGE, printed);
    else assert.equal(document, printed);
  });

  test('no message should be empty, a stack, or a fault of Crescendo', () => {
    assert.ok(mistakes.length >= 30);
    for (const [{ title }, message] of messages) {
      assert.notEqual(message, '', `${title}: nobody is told`);
      assert.doesNotMatch(message, /^\s+at |Traceback|\bINTERNAL\b|internal error/m, title);
    }
  });
});
