import koffi from 'koffi';

/** POSIX_FADV_WILLNEED and POSIX_FADV_DONTNEED. */
const WILL_NEED = 3;
const DONT_NEED = 4;

type Advise = (file: number, offset: number, bytes: number, advice: number) => number;

/** Bound at the first use; null if the system has no such function. */
let advise: Advise | null | undefined;

/**
 * Asks the system to read a range of an open file into its cache, and does not wait for it. Does nothing if the system
 * has no such call.
 */
export function willNeed(file: number, offset: number, bytes: number): void {
  advised()?.(file, offset, bytes, WILL_NEED);
}

/** Asks the system to forget what it has cached of a range, so that the next read goes to the storage itself. */
export function dontNeed(file: number, offset: number, bytes: number): void {
  advised()?.(file, offset, bytes, DONT_NEED);
}

function advised(): Advise | null {
  if (advise === undefined) advise = bind();
  return advise;
}

function bind(): Advise | null {
  try {
    return koffi.load(null).func('int posix_fadvise(int, int64_t, int64_t, int)');
  } catch {
    return null;
  }
}
