/** An element of an XML document, without its attributes. */
export interface Element {
  name: string;
  /** Its own text, without that of its children. */
  text: string;
  children: Element[];
}

/** Elements inside each other, at most: S3's answers have four. */
const DEPTH = 16;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** A declaration, a comment, CDATA, a tag, or text: whatever comes next. */
const TOKEN =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y;

/**
 * Parses the small part of XML that S3's answers consist of: elements and text. Throws a SyntaxError for anything else,
 * document types (and so entities of their own) included.
 */
export function parseXml(source: string): Element {
  const document: Element = { name: '', text: '', children: [] };
  const open: Element[] = [document];
  const token = new RegExp(TOKEN);
  const text = source.replace(/^\uFEFF/, '');
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new SyntaxError(`not XML at character ${at}: ${JSON.stringify(text.slice(at, at + 30))}`);
    const parent = open.at(-1)!;
    const [whole, cdata, closes, name, , empty] = match;
    if (cdata !== undefined) parent.text += cdata;
    else if (name !== undefined) handleTag(open, name, closes !== '', empty !== '');
    else if (!whole.startsWith('<')) parent.text += unescaped(whole);
  }
  const [root] = document.children;
  if (open.length > 1) throw new SyntaxError(`<${open.at(-1)!.name}> is not closed`);
  if (root === undefined || document.children.length > 1 || document.text.trim() !== '') {
    throw new SyntaxError('an XML document is one element');
  }
  return root;
}

/** The text of an element's first child of that name. */
export function textOf(element: Element, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

function handleTag(open: Element[], name: string, closes: boolean, empty: boolean): void {
  if (!closes) {
    const element: Element = { name, text: '', children: [] };
    open.at(-1)!.children.push(element);
    if (!empty) open.push(element);
    if (open.length > DEPTH) throw new SyntaxError(`more than ${DEPTH} elements inside each other`);
    return;
  }
  const closed = open.length > 1 ? open.pop() : undefined;
  if (closed?.name !== name) throw new SyntaxError(`</${name}> closes <${closed?.name ?? ''}>`);
}

function unescaped(text: string): string {
  return text.replace(/&([^;&]*;?)/g, (whole, body: string) => {
    const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+));$/i.exec(body) ?? [];
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    const entity = body.endsWith(';') ? ENTITIES[body.slice(0, -1)] : undefined;
    if (entity === undefined) throw new SyntaxError(`${JSON.stringify(whole)} is no entity of XML`);
    return entity;
  });
}
