/** The part of docs/errors.md that is made of what was printed. */

import { PREAMBLE } from './make.ts';
import type { Chapter, Mistake } from './mistake.ts';
import { clientReasons, serverReasons } from './reasons.ts';

export const BEGIN = '<!-- Printed by test/integration/mistakes.test.ts: CRESCENDO_UPDATE_PAGES=1 writes it -->';
export const END = '<!-- End of what is printed -->';

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trim()}\n\`\`\``;

function howItIsMade(mistake: Mistake): string {
  if ('python' in mistake) return fence('python', mistake.python);
  if ('typescript' in mistake) return fence('typescript', mistake.typescript);
  if ('found' in mistake) return fence('', mistake.shown);
  const command = fence('', `$ ${mistake.command}`);
  return mistake.configuration === undefined ? command : `${fence('yaml', mistake.configuration)}\n\n${command}`;
}

/** Breaks a text at blanks, so that no line is longer than a page is wide. */
export function wrapped(text: string, width = 120): string {
  return text
    .split('\n')
    .map((line) => {
      const lines = [''];
      for (const word of line.split(' ')) {
        const last = lines.at(-1)!;
        if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
        else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
      }
      return lines.join('\n');
    })
    .join('\n');
}

const shown = (mistake: Mistake, message: string): string =>
  [
    `### ${mistake.title}`,
    howItIsMade(mistake),
    message === '' ? 'No message: Crescendo cannot notice this.' : fence('text', wrapped(message)),
    wrapped(mistake.advice),
  ].join('\n\n');

export function page(chapters: readonly Chapter[], messages: ReadonlyMap<Mistake, string>): string {
  const parts = chapters.map(({ title, mistakes }) =>
    [`## ${title}`, ...mistakes.map((mistake) => shown(mistake, messages.get(mistake)!))].join('\n\n'),
  );
  const preamble = `Snippets in Python begin with\n\n${fence('python', PREAMBLE.python)}\n\nand those in TypeScript with\n\n${fence('typescript', PREAMBLE.typescript)}`;
  const reasons = [
    '## Reasons of the server and the commands',
    serverReasons(),
    "## Reasons of the clients' own",
    clientReasons(),
  ];
  return [BEGIN, preamble, ...parts, ...reasons, END].join('\n\n');
}

/** The page with the printed part replaced. */
export function withPrinted(document: string, printed: string): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`docs/errors.md must have the lines "${BEGIN}" and "${END}"`);
  return `${before}${printed}${after}`;
}
