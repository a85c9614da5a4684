/** Estimates the sizes of texts without a font: those of DejaVu Sans at 13 pixels, which is wide for a sans-serif. */
const CHARACTER_WIDTH = 7.7;

/** Room for a text, in pixels. */
export function textWidth(text: string): number {
  return CHARACTER_WIDTH * text.length;
}

/** The text, or its beginning and an ellipsis, in a width of pixels. */
export function fitText(text: string, width: number): string {
  const characters = Math.max(1, Math.floor(width / CHARACTER_WIDTH));
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}\u2026`;
}
