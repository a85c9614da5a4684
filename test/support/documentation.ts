/** Finds the fenced blocks of a document, and compares the shown output of a command with its actual output. */

/** The text from a heading to the next one of its level. */
export function section(document: string, heading: string): string {
  const after = document.split(`\n${heading}\n`)[1];
  if (after === undefined) throw new Error(`there is no heading ${heading}`);
  const next = new RegExp(`^${/^#+/.exec(heading)![0]} `, 'm').exec(after);
  return after.slice(0, next?.index);
}

/** The contents of the fenced blocks of one language, in order. */
export function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , content]) => content!);
}

/** The text outside fenced blocks and code spans. */
const prose = (text: string): string => text.replaceAll(/^```.*?^```$/gms, '').replaceAll(/`[^`\n]*`/g, '');

/** The targets of the links and pictures in a text. */
export function links(text: string): string[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchors(document: string): string[] {
  const headings = document.replaceAll(/^```.*?^```$/gms, '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Commands of a `console` block, each with the lines that are shown as its output. */
export function commands(block: string): { command: string; output: string[] }[] {
  const found: { command: string; output: string[] }[] = [];
  for (const line of block.trimEnd().split('\n')) {
    if (line.startsWith('$ ')) found.push({ command: line.slice(2), output: [] });
    else found.at(-1)?.output.push(line);
  }
  return found;
}

/** The text before and after a unified diff without headers. An empty line is context. */
export function sides(diff: string): { before: string; after: string } {
  const lines = diff.split('\n');
  const without = (mark: string): string =>
    lines
      .filter((line) => !line.startsWith(mark))
      .map((line) => line.slice(1))
      .join('\n');
  return { before: without('+'), after: without('-') };
}

/** The part of a line that must not change: numbers and spaces between columns are removed. */
const shape = (line: string): string =>
  line
    .trim()
    .replaceAll(/\d[\d.:T-]*/g, '#')
    .replaceAll(/\s+/g, ' ');

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** True if lines shown are those printed: `...` stands for any number of lines, and numbers may differ. */
export function agrees(shown: readonly string[], printed: string): boolean {
  const parts = shown.map((line) => (line === '...' ? '(?:.*\\n)*' : `${escaped(shape(line))}\\n`));
  return new RegExp(`^${parts.join('')}$`).test(`${printed.trimEnd().split('\n').map(shape).join('\n')}\n`);
}
