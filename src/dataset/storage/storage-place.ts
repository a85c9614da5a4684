import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CrescendoError } from '../../errors.ts';

/** Where objects lie. The names of the objects begin where the place ends. */
export type StoragePlace =
  | { kind: 'file'; path: string }
  /** `url` ends with a slash. */
  | { kind: 'http'; url: URL }
  /** `prefix` is empty or ends with a slash. */
  | { kind: 's3'; bucket: string; prefix: string };

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const S3 = /^s3:\/\/([^/]+)(?:\/(.*))?$/is;
/** What S3 allows, and underscores, which old buckets and compatible stores have. */
const BUCKET = /^[a-z0-9][a-z0-9._-]{1,253}[a-z0-9]$/i;

/**
 * Parses a path, a `file:` URL, `http(s)://host/prefix/` or `s3://bucket/prefix`. Throws INVALID_FIELD; the message never
 * contains a password.
 */
export function parsePlace(place: string): StoragePlace {
  const scheme = SCHEME.exec(place)?.[1]?.toLowerCase();
  if (scheme === undefined || !/^[a-z0-9+.-]+:\//i.test(place)) {
    if (place === '') throw wrong(place, 'the place of a dataset is empty: give a path or a URL');
    return { kind: 'file', path: resolve(place) };
  }
  if (scheme === 'file') return { kind: 'file', path: filePath(place) };
  if (scheme === 'http' || scheme === 'https') return { kind: 'http', url: httpPrefix(place) };
  if (scheme === 's3') return s3Prefix(place);
  throw wrong(
    withoutSecrets(place),
    `no storage for ${scheme}: URLs; there are paths, file:, http:, https: and s3: (Google Cloud Storage and others answer ` +
      'S3 requests: set AWS_ENDPOINT_URL_S3)',
  );
}

/** Whether a place is read over the network, by requests. */
export function isRemotePlace(place: string): boolean {
  return /^(https?|s3):\/\//i.test(place);
}

/** The place of an object that a path or URL names, and its name there: `s3://b/p/x.tar` is `x.tar` in `s3://b/p/`. */
export function splitPlace(place: string): { place: string; object: string } {
  const slash = place.lastIndexOf('/');
  const object = place.slice(slash + 1);
  if (object === '' || /^[a-z0-9+.-]+:\/\/[^/]*$/i.test(place)) {
    throw wrong(
      withoutSecrets(place),
      `${withoutSecrets(place)} names no object: it ends where a file name would begin`,
    );
  }
  const folder = slash < 0 ? '.' : place.slice(0, slash + 1);
  return { place: folder, object: /^(https?|file):/i.test(place) ? decoded(object) : object };
}

/** A place as it may be shown and logged. */
export function withoutSecrets(place: string): string {
  return place.replace(/^([a-z0-9+.-]+:\/\/)[^/?#]*@/i, '$1***@').replace(/[?#].*$/s, (rest) => `${rest[0]}***`);
}

/** Whether the parts of an object's name lie below its place. */
export function staysBelow(object: string): boolean {
  return object !== '' && !object.includes('\0') && !object.split('/').some((part) => part === '.' || part === '..');
}

function filePath(place: string): string {
  try {
    return fileURLToPath(place);
  } catch {
    throw wrong(place, `${place} names no file of this machine: write file:///folder/name`);
  }
}

function httpPrefix(place: string): URL {
  const shown = withoutSecrets(place);
  let url: URL;
  try {
    url = new URL(place);
  } catch {
    throw wrong(shown, `${shown} is not a URL`);
  }
  if (url.username !== '' || url.password !== '') throw credentials(shown, 'a proxy or a server that needs none');
  if (url.search !== '' || url.hash !== '') {
    throw wrong(
      shown,
      `${shown} has a query or a fragment, which the names of objects cannot follow (and a signed query would be logged): ` +
        'give the folder without it',
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function s3Prefix(place: string): StoragePlace {
  const [, bucket = '', prefix = ''] = S3.exec(place) ?? [];
  if (bucket.includes('@')) throw credentials(withoutSecrets(place), 'the environment or a profile (docs/storage.md)');
  if (!BUCKET.test(bucket)) {
    throw wrong(place, `${place} names no bucket: write s3://bucket/prefix`);
  }
  if (prefix !== '' && !staysBelow(prefix)) throw wrong(place, `${place} has parts . or .. in its prefix`);
  return { kind: 's3', bucket, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` };
}

function credentials(shown: string, where: string): CrescendoError {
  return wrong(shown, `${shown} has credentials in it, which would be logged: remove them, and use ${where}`);
}

function wrong(value: string, message: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', message, { field: 'place', value });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
