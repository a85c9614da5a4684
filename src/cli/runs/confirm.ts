import { createInterface } from 'node:readline/promises';
import { CrescendoError } from '../../errors.ts';

/** The option of commands that ask before they act. */
export const YES_OPTION = ['-y, --yes', 'do not ask', false] as const;

/** Where a person reads and types. */
interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream;
}

/**
 * Asks for the name again, on standard error, unless `yes` is given. Throws INVALID_FIELD if another name comes or nobody
 * can be asked.
 */
export async function confirmName(
  name: string,
  what: string,
  yes: boolean,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (yes) return;
  if (!input.isTTY) {
    throw new CrescendoError('INVALID_FIELD', `to ${what}, give --yes: standard input is no terminal to ask at`, {
      option: '--yes',
    });
  }
  const terminal = createInterface({ input, output });
  try {
    const answer = await terminal.question(`This cannot be undone. To ${what}, type its name again: `);
    if (answer.trim() === name) return;
    throw new CrescendoError('INVALID_FIELD', `${JSON.stringify(answer)} is not ${name}: nothing was changed`, {
      option: '--yes',
    });
  } finally {
    terminal.close();
  }
}
