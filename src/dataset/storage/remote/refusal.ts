import { type Headers, headerOf, type Refusal } from './exchange.ts';
import { Fault, type FaultKind } from './fault.ts';

/** Seconds that an answer may ask to wait; longer ones are cut, because the deadline of the read counts. */
const RETRY_AFTER_SECONDS = 600;

const KINDS: Readonly<Record<number, FaultKind>> = {
  401: 'refused',
  403: 'refused',
  404: 'gone',
  408: 'passing',
  410: 'gone',
  412: 'changed',
  416: 'changed',
  425: 'passing',
  429: 'passing',
  501: 'settled',
  505: 'settled',
};

/** What an HTTP status means that is not the expected one. */
export function judgeStatus({ status, headers }: Pick<Refusal, 'status' | 'headers'>, why = ''): Fault {
  const code = `HTTP ${status}`;
  const said = why === '' ? `the storage answered ${status}` : `the storage answered ${status} ${why}`;
  if (status >= 300 && status < 400) return redirection(code, said, headers);
  const kind = KINDS[status] ?? (status >= 500 || status < 300 ? 'passing' : 'settled');
  const hint = kind === 'refused' ? '; check the credentials, their permissions and the clock of this machine' : '';
  const odd = status < 300 ? ', where part of an object was asked for: does it support ranges?' : '';
  return new Fault(kind, code, `${said}${odd}${hint}`, { retryAfterMs: retryAfterMs(headers) });
}

function redirection(code: string, said: string, headers: Headers): Fault {
  const location = headerOf(headers, 'location');
  if (location === undefined) return new Fault('settled', code, said);
  return new Fault('redirected', code, said, { location });
}

/** Milliseconds that `Retry-After` asks for, in seconds or as a date. */
function retryAfterMs(headers: Headers): number | undefined {
  const value = headerOf(headers, 'retry-after');
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.min(seconds, RETRY_AFTER_SECONDS)) * 1000 : undefined;
}
