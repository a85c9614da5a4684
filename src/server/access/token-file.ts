/**
 * The token file: who may call the server, and what each may do. A line is
 *
 *     NAME CREDENTIAL ROLE [runs=PATTERN,…] [expires=DATE] [max-runs=N] [max-streams=N] …
 *
 * and a credential is the SHA-256 of a token (`sha256:` and 64 hexadecimal digits) or the subject of a client certificate
 * (`subject:CN=alice,O=My%20Lab`). Lines of one name are several credentials of one holder.
 */
import { CrescendoError } from '../../errors.ts';
import { LIMITS, QUOTAS } from '../../limits.ts';
import type { StateQuota } from '../../runs/quota.ts';
import { nearest } from '../../spec/nearest.ts';
import { nameSchema } from '../../spec/spec.ts';
import { sortedSubject } from './subject.ts';

/** Each role may do what the ones before it may. */
export const ROLES = ['read', 'train', 'admin'] as const;

/** `read` looks and takes validation batches; `train` has runs of its own; `admin` may do everything with every run. */
export type Role = (typeof ROLES)[number];

export interface Quota extends StateQuota {
  /** Streams at one server. */
  streams: number;
}

/** What the holder of a name may do. */
export interface Grant {
  name: string;
  role: Role;
  /** Names of runs; a `*` at the end stands for any rest. */
  runs: readonly string[];
  quota: Quota;
}

/** One line. */
export interface Entry extends Grant {
  /** `sha256:…` or `subject:…`, in the only form in which it is compared. */
  credential: string;
  /** Unix time in milliseconds; undefined if it does not expire. */
  expires: number | undefined;
}

/** The keys of the quotas in the file. */
export const QUOTA_KEYS = {
  'max-runs': 'runs',
  'max-spec-bytes': 'specBytes',
  'max-state-bytes': 'stateBytes',
  'max-streams': 'streams',
} as const satisfies Record<string, keyof Quota>;

const OPTION_KEYS = ['runs', 'expires', ...Object.keys(QUOTA_KEYS)];

/** Reads the text of a token file. Throws INVALID_FIELD with the line, and for a file that lets nobody in. */
export function parseTokenFile(text: string, file: string): Entry[] {
  const entries: Entry[] = [];
  const byName = new Map<string, Entry>();
  const credentials = new Set<string>();
  for (const [index, line] of text.split('\n').entries()) {
    const fields = line.trim().split(/\s+/);
    if (fields[0] === '' || fields[0]!.startsWith('#')) continue;
    const fail = (problem: string): CrescendoError => broken(`${file}: line ${index + 1}: ${problem}`, index + 1);
    const entry = parseLine(fields, fail);
    if (credentials.has(entry.credential)) throw fail('its credential is that of another line: give each its own');
    const other = byName.get(entry.name);
    if (other !== undefined && !sameGrant(other, entry)) {
      throw fail(
        `another line of ${entry.name} has another role, runs or quotas: lines of one name may differ in their ` +
          'credential and expiry only',
      );
    }
    credentials.add(entry.credential);
    byName.set(entry.name, entry);
    entries.push(entry);
    if (entries.length > LIMITS.tokens) throw fail(`the file has more than ${LIMITS.tokens} lines`);
  }
  if (entries.length > 0) return entries;
  throw broken(`${file}: no line gives anybody access; make one with \`crescendo token new NAME --role train\``, 0);
}

type Fail = (problem: string) => CrescendoError;

function parseLine(fields: readonly string[], fail: Fail): Entry {
  const [name = '', credential = '', role = '', ...options] = fields;
  if (fields.length < 3) throw fail('must be NAME CREDENTIAL ROLE, and then options');
  if (!nameSchema.safeParse(name).success) {
    throw fail(`the name must have 1..${LIMITS.nameLength} letters, digits, '.', '_' and '-' (given: ${name})`);
  }
  if (!isRole(role)) throw fail(`the role must be one of ${ROLES.join(', ')} (given: ${role})`);
  const quota = { ...DEFAULT_QUOTA };
  const entry: Entry = {
    ...{ name, credential: parseCredential(credential, fail), role, runs: ['*'], expires: undefined, quota },
  };
  const given = new Set<string>();
  for (const option of options) {
    const [key = '', value = ''] = option.split(/=(.*)/s);
    if (given.has(key)) throw fail(`${key} is given twice`);
    given.add(key);
    if (key === 'runs') entry.runs = parseRuns(value, fail);
    else if (key === 'expires') entry.expires = parseExpiry(value, fail);
    else if (isQuotaKey(key)) quota[QUOTA_KEYS[key]] = parseBound(key, value, fail);
    else {
      const meant = nearest(key, OPTION_KEYS);
      const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
      throw fail(`unknown option ${key}${hint}: the options are ${OPTION_KEYS.join(', ')}`);
    }
  }
  return entry;
}

export const DEFAULT_QUOTA: Readonly<Quota> = {
  runs: QUOTAS.runs.fallback,
  specBytes: QUOTAS.specBytes.fallback,
  stateBytes: QUOTAS.stateBytes.fallback,
  streams: QUOTAS.streams.fallback,
};

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);
const isQuotaKey = (key: string): key is keyof typeof QUOTA_KEYS => Object.hasOwn(QUOTA_KEYS, key);

function parseCredential(text: string, fail: Fail): string {
  if (/^sha256:[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  const [, subject] = /^subject:(.+)$/.exec(text) ?? [];
  const sorted = subject === undefined ? undefined : sortedSubject(subject);
  if (sorted !== undefined) return `subject:${sorted}`;
  // What stands there may be a token itself, which must not reach the log.
  throw fail(
    'the credential must be sha256: and 64 hexadecimal digits, or subject: and attributes as in subject:CN=alice,O=Lab; ' +
      '`crescendo token new` prints either',
  );
}

function parseRuns(value: string, fail: Fail): string[] {
  const patterns = value.split(',');
  for (const pattern of patterns) {
    if (pattern === '*' || nameSchema.safeParse(pattern.replace(/\*$/, '')).success) continue;
    throw fail(
      `runs must be names of runs, or their beginnings with * at the end, separated by commas (given: ${value})`,
    );
  }
  return patterns;
}

function parseExpiry(value: string, fail: Fail): number {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw fail(`expires must be a date or a time in UTC, as 2027-01-31 or 2027-01-31T18:00Z (given: ${value})`);
}

function parseBound(key: keyof typeof QUOTA_KEYS, value: string, fail: Fail): number {
  const { max } = QUOTAS[QUOTA_KEYS[key]];
  const bound = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (bound <= max) return bound;
  throw fail(`${key} must be a whole number of 0..${max} (given: ${value})`);
}

function sameGrant(one: Grant, other: Grant): boolean {
  const grantOf = ({ role, runs, quota }: Grant): string => JSON.stringify([role, runs, quota]);
  return grantOf(one) === grantOf(other);
}

function broken(message: string, line: number): CrescendoError {
  return new CrescendoError('INVALID_FIELD', message, { option: '--token-file', line: String(line) });
}
