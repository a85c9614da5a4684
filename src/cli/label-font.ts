/** A pixel font for labels in pictures: the same on every machine, and there without a font installed. */

/** Rows of each glyph from the top, 5 pixels wide; the last row is below the line. */
const GLYPHS: Readonly<Record<string, string>> = {
  '0': '.###. #...# #..## #.#.# ##..# #...# .###. .....',
  '1': '..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###. .....',
  '2': '.###. #...# ....# ..##. .#... #.... ##### .....',
  '3': '.###. #...# ....# ..##. ....# #...# .###. .....',
  '4': '...#. ..##. .#.#. #..#. ##### ...#. ...#. .....',
  '5': '##### #.... ####. ....# ....# #...# .###. .....',
  '6': '..##. .#... #.... ####. #...# #...# .###. .....',
  '7': '##### ....# ...#. ..#.. .#... .#... .#... .....',
  '8': '.###. #...# #...# .###. #...# #...# .###. .....',
  '9': '.###. #...# #...# .#### ....# ...#. .##.. .....',
  '.': '..... ..... ..... ..... ..... .##.. .##.. .....',
  ',': '..... ..... ..... ..... ..... .##.. .##.. .#...',
  '-': '..... ..... ..... ##### ..... ..... ..... .....',
  '=': '..... ..... ##### ..... ##### ..... ..... .....',
  '%': '##..# ##..# ...#. ..#.. .#... #..## #..## .....',
  B: '####. #...# #...# ####. #...# #...# ####. .....',
  a: '..... ..... .###. ....# .#### #...# .#### .....',
  b: '#.... #.... ####. #...# #...# #...# ####. .....',
  d: '....# ....# .#### #...# #...# #...# .#### .....',
  e: '..... ..... .###. #...# ##### #.... .###. .....',
  f: '..##. .#... ####. .#... .#... .#... .#... .....',
  g: '..... ..... .#### #...# #...# .#### ....# .###.',
  i: '..#.. ..... .##.. ..#.. ..#.. ..#.. .###. .....',
  m: '..... ..... ##.#. #.#.# #.#.# #.#.# #.#.# .....',
  n: '..... ..... ####. #...# #...# #...# #...# .....',
  o: '..... ..... .###. #...# #...# #...# .###. .....',
  s: '..... ..... .#### #.... .###. ....# ####. .....',
  t: '.#... .#... ####. .#... .#... .#..# ..##. .....',
  u: '..... ..... #...# #...# #...# #..## .##.# .....',
  x: '..... ..... #...# .#.#. ..#.. .#.#. #...# .....',
};

const SCALE = 2;
const GLYPH = { width: 5, height: 8 } as const;
const ADVANCE = (GLYPH.width + 1) * SCALE;

/** Height of a label in pixels. */
export const LABEL_HEIGHT = GLYPH.height * SCALE;

/** Width of a label in pixels. */
export function labelWidth(text: string): number {
  return text.length * ADVANCE;
}

/**
 * Calls `draw` for every pixel of a label, from its left upper corner. A character without a glyph is a space: labels
 * are written for the font.
 */
export function drawLabel(text: string, draw: (x: number, y: number) => void): void {
  for (const [place, character] of [...text].entries()) {
    const rows = GLYPHS[character]?.split(' ') ?? [];
    for (let y = 0; y < rows.length * SCALE; y += 1) {
      for (let x = 0; x < GLYPH.width * SCALE; x += 1) {
        if (rows[Math.floor(y / SCALE)]![Math.floor(x / SCALE)] === '#') draw(place * ADVANCE + x, y);
      }
    }
  }
}

/** Whether the font has all characters of a text. */
export function hasGlyphs(text: string): boolean {
  return [...text].every((character) => character === ' ' || GLYPHS[character] !== undefined);
}
