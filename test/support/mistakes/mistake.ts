/** A mistake that people make, as docs/errors.md shows it: how it is made, and what to do. The message is printed by it. */

interface Shown {
  /** The heading on the page. */
  title: string;
  /** What to do, or why the message says what it says. */
  advice: string;
}

/** Python that is run after the page's preamble: what it raises, or else what it logs, is the message. */
interface PythonMistake extends Shown {
  python: string;
}

/** JavaScript, the body of an asynchronous function: what it throws is the message. */
interface TypeScriptMistake extends Shown {
  typescript: string;
}

/** Arguments of `crescendo`, in the folder of the photographs: what it prints is the message. */
interface CommandMistake extends Shown {
  command: string;
  /** The file crescendo.yaml, if the mistake is in it. */
  configuration?: string;
}

/** A mistake that cannot be made on every machine: the check is called with what it would find. */
interface FoundMistake extends Shown {
  shown: string;
  found: () => unknown;
}

export type Mistake = PythonMistake | TypeScriptMistake | CommandMistake | FoundMistake;

/** A part of the page. */
export interface Chapter {
  title: string;
  mistakes: readonly Mistake[];
}

/** Names that the page uses, in place of those of the machine that runs the test. */
export const SHOWN = { address: '127.0.0.1:7077', tls: 'gpu-host:7077', later: '127.0.0.1:7078', host: 'trainer-1' };
