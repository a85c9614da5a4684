import assert from 'node:assert/strict';
import { test } from 'vitest';
import { drawLabel, hasGlyphs, LABEL_HEIGHT, labelWidth } from '../../../src/cli/label-font.ts';

function pixelsOf(text: string): string {
  const pixels: string[] = [];
  drawLabel(text, (x, y) => {
    assert.ok(x >= 0 && x < labelWidth(text) && y >= 0 && y < LABEL_HEIGHT, `${text}: ${x}, ${y}`);
    pixels.push(`${x},${y}`);
  });
  return pixels.join(' ');
}

test('the font should have every character of a label, each different, inside its box', () => {
  assert.ok(hasGlyphs('stage 0123456789, B = 224, m = none, 12.5-100 % of budget, mixed'));
  assert.ok(!hasGlyphs('Z'));
  const characters = [...'0123456789.,-=%Babdefgimnostux'];
  assert.equal(new Set(characters.map(pixelsOf)).size, characters.length);
  assert.equal(pixelsOf('  '), '');
});
