import { LIMITS } from '../../limits.ts';
import { FileStorage } from './file.ts';
import { LocalStore } from './local-store.ts';
import { HttpRequester } from './remote/http-requester.ts';
import { RemoteObjects, type RemoteOptions } from './remote/remote-storage.ts';
import { HttpStore, type StoreOptions } from './remote/remote-store.ts';
import { S3Requester } from './s3/s3-requester.ts';
import { S3Store } from './s3/s3-store.ts';
import { s3Settings } from './s3/settings.ts';
import type { ObjectStore, Storage } from './storage.ts';
import { parsePlace } from './storage-place.ts';

/** How a place is indexed. */
export interface OpenStoreOptions extends StoreOptions {
  /** Of a folder: whether symbolic links are followed. */
  followLinks?: boolean;
  /** Of a bucket: keys of one page of its list; 1,000 by default. */
  maxKeys?: number;
}

/** How a place is read from. */
export interface OpenStorageOptions extends RemoteOptions {
  /** Of a folder: whether symbolic links are followed. */
  followLinks?: boolean;
}

/**
 * Opens the objects below a place for indexing. Sends nothing yet. Throws INVALID_FIELD for what is not a place.
 *
 * @param place a folder as a path or a `file:` URL, `http(s)://host/prefix/`, or `s3://bucket/prefix`
 */
export function openStore(place: string, { followLinks, ...options }: OpenStoreOptions = {}): ObjectStore {
  const parsed = parsePlace(place);
  if (parsed.kind === 'file') return new LocalStore(parsed.path, followLinks);
  if (parsed.kind === 'http') return new HttpStore(new HttpRequester(parsed.url), options);
  return new S3Store(new S3Requester(parsed.bucket, parsed.prefix, s3Settings()), options);
}

/**
 * Opens the objects below a place for reading samples: objects that hold many of them. Sends nothing yet.
 *
 * @param place as for `openStore`
 */
export function openStorage(place: string, { followLinks = false, ...options }: OpenStorageOptions = {}): Storage {
  const parsed = parsePlace(place);
  if (parsed.kind === 'file') {
    return new FileStorage(parsed.path, followLinks, { probes: options.probes, keepOpen: LIMITS.openObjects });
  }
  if (parsed.kind === 'http') return new RemoteObjects(new HttpRequester(parsed.url), options);
  return new RemoteObjects(new S3Requester(parsed.bucket, parsed.prefix, s3Settings()), options);
}
