/** What an error of PostgreSQL, or of the connection to it, means. */
import { DatabaseError } from 'pg';
import { CrescendoError, toCrescendoError } from '../../../errors.ts';

/** Classes of SQLSTATE, from PostgreSQL's appendix A, of states that may pass: the same may succeed a moment later. */
const MAY_PASS: readonly string[] = [
  '08', // connection exception
  '40', // transaction rollback: a deadlock, or two that change the same
  '53', // insufficient resources: disk full, too many connections
  '57', // operator intervention: shutdown, cancelled by a timeout
  '58', // system error
];
const READ_ONLY = '25006';
const IDLE_IN_TRANSACTION = '25P03';
const LOCK_NOT_AVAILABLE = '55P03';
const UNTRANSLATABLE: readonly string[] = ['22021', '22P05'];
const UNIQUE_VIOLATION = '23505';
/** Wrong password, unknown user, unknown database, missing right: nothing that waiting mends. */
const REFUSED: readonly string[] = ['28', '3D', '42501'];
/** What pg throws as a plain Error. */
const CONNECTION_WORDS = /connection|timeout|not queryable|socket|SSL/i;

/** True if trying again, perhaps on another connection, may help. */
export function mayPass(error: unknown): boolean {
  if (error instanceof CrescendoError) return false;
  if (error instanceof DatabaseError) {
    const code = error.code ?? '';
    return MAY_PASS.includes(code.slice(0, 2)) || [READ_ONLY, IDLE_IN_TRANSACTION, LOCK_NOT_AVAILABLE].includes(code);
  }
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return false;
  return 'syscall' in error || CONNECTION_WORDS.test(error.message) || error instanceof AggregateError;
}

/** True if a connection is of no more use after an error. A standby that is read-only stays so. */
export function losesConnection(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return true;
  const code = error.code ?? '';
  return code === READ_ONLY || code === IDLE_IN_TRANSACTION || /^(08|57P)/.test(code) || error.severity === 'FATAL';
}

/** True if the database has answered that it does not let this user in. */
export function isRefused(error: unknown): boolean {
  return error instanceof DatabaseError && REFUSED.some((code) => error.code?.startsWith(code));
}

/** True if a row with the same key exists. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === UNIQUE_VIOLATION;
}

/** True if one value of a statement is to blame, so that others of its group may be kept. */
export function isOwnFault(error: unknown): boolean {
  return error instanceof DatabaseError && !mayPass(error);
}

/** What clients are told of an error that no retry mends. */
export function postgresFailure(error: unknown): CrescendoError {
  if (isRefused(error)) {
    const message = `the database of the runs does not let this server in (${wordsOf(error)}): correct its user, password or rights`;
    return new CrescendoError('STATE_UNAVAILABLE', message, { option: '--state' }, { cause: error });
  }
  if (error instanceof DatabaseError && UNTRANSLATABLE.includes(error.code ?? '')) {
    return new CrescendoError(
      'INVALID_FIELD',
      'a text has a character that PostgreSQL cannot store (U+0000): leave it out',
    );
  }
  return toCrescendoError(error);
}

/** An error in words; pg's own never hold the password. */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(wordsOf))].join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** @param shown the address without its password */
export function stateUnavailable(shown: string, error: unknown, seconds: number): CrescendoError {
  return new CrescendoError(
    'STATE_UNAVAILABLE',
    `the state of the runs in ${shown} ${seconds < 1 ? 'is not available' : `has not been available for ${Math.round(seconds)} s`} ` +
      `(${wordsOf(error)}): start or repair the database, or correct --state; nothing that was recorded is lost`,
    { option: '--state', value: shown },
    { cause: error },
  );
}
