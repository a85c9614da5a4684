import { CrescendoError, toCrescendoError } from '../../errors.ts';

/** Primary result codes of SQLite, from sqlite3.h, of states that may pass, with what to do about them. */
const MAY_PASS: Readonly<Record<number, string>> = {
  5: 'another process has held the write lock for too long: end it, or wait',
  6: 'another process has held a lock for too long: end it, or wait',
  7: 'the machine is out of memory',
  8: 'the file or its disk is read-only: make it writable',
  10: 'the disk has failed to read or write: make room on it, or repair it',
  13: 'the disk is full: make room on it',
  14: 'the file, or the -wal file next to it, cannot be opened: check its permissions and the limit of open files',
  15: 'other processes change it at the same moment',
};
/** The same of a file that is broken. */
const DAMAGED: readonly number[] = [11, 26];

/**
 * What an error of SQLite means to clients. State that cannot be read or written now is STATE_UNAVAILABLE: nothing of
 * the request was kept, and it may be repeated.
 *
 * @param path of the state file
 */
export function sqliteFailure(thrown: unknown, path: string): CrescendoError {
  if (thrown instanceof CrescendoError || !(thrown instanceof Error) || !('errcode' in thrown)) {
    return toCrescendoError(thrown);
  }
  const primary = Number(thrown.errcode) & 0xff;
  const metadata = { option: '--state', path };
  if (DAMAGED.includes(primary)) {
    const message = `the state file ${path} is damaged (${thrown.message}): restore it from a copy, or give another one`;
    return new CrescendoError('DAMAGED_FILE', message, metadata, { cause: thrown });
  }
  const why = MAY_PASS[primary];
  if (why === undefined) return toCrescendoError(thrown);
  const message = `the state file ${path} cannot be used now (${thrown.message}): ${why}; nothing is lost`;
  return new CrescendoError('STATE_UNAVAILABLE', message, metadata, { cause: thrown });
}
