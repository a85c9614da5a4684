/** The few pieces of SVG that the charts are made of. Sizes are in pixels at the chart's own scale. */

type Attributes = Readonly<Record<string, string | number>>;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/**
 * Control characters and code points that are not characters: XML 1.0 cannot represent most of them, not even escaped,
 * and a name may contain them.
 */
const FORBIDDEN = /[\p{Cc}\ufffe\uffff]/gu;

function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

/** @param children elements or escaped text */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(inPixels(value))}"`);
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

/** Hundredths of a pixel are enough. */
function inPixels(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
}

export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escapeText(text));
}

export function box(x: number, y: number, width: number, height: number, attributes: Attributes): string {
  return element('rect', { x, y, width: Math.max(0, width), height, ...attributes });
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes): string {
  return element('line', { x1, y1, x2, y2, ...attributes });
}

/**
 * Ink on a panel with a colour of its own, so that the page's background does not matter; dark if the reader's system
 * is.
 */
const STYLE = `
.panel { fill: #fbfbf8 }
text { fill: #1d2430; font-family: sans-serif; font-size: 13px }
.title { font-size: 15px; font-weight: bold }
.note { fill: #545d69 }
.figure { paint-order: stroke; stroke: #fbfbf8; stroke-width: 4px }
.inside { font-size: 11px; fill: #fff }
.inside.dark { fill: #1d2430 }
.grid { stroke: #d9dce0 }
.ink { stroke: #1d2430 }
@media (prefers-color-scheme: dark) {
  .panel { fill: #161a20 }
  text { fill: #e9ecf0 }
  .note { fill: #a9b2bd }
  .figure { stroke: #161a20 }
  .inside { fill: #fff }
  .inside.dark { fill: #1d2430 }
  .grid { stroke: #343b45 }
  .ink { stroke: #e9ecf0 }
}
`;

/** A whole chart, with its title for screen readers. */
export function document(width: number, height: number, title: string, children: readonly string[]): string {
  const root = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img' };
  const panel = box(0, 0, width, height, { class: 'panel', rx: 6 });
  const head = [element('title', {}, escapeText(title)), element('style', {}, STYLE), panel];
  return `${element('svg', root, '\n', [...head, ...children].join('\n'), '\n')}\n`;
}
