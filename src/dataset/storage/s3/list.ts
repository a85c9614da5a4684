import { Fault } from '../remote/fault.ts';
import type { ObjectInfo } from '../storage.ts';
import { type Element, parseXml, textOf } from './xml.ts';

/** A page of a list of objects. */
export interface ListPage {
  objects: ObjectInfo[];
  /** Where the next page begins; undefined for the last one. */
  next: string | undefined;
}

/** The query of a page of ListObjectsV2, in the order in which it is signed. */
export function listQuery(prefix: string, next: string | undefined, maxKeys: number): string {
  const query = new URLSearchParams({ 'list-type': '2', 'encoding-type': 'url', 'max-keys': String(maxKeys), prefix });
  if (next !== undefined) query.set('continuation-token', next);
  query.sort();
  // A space is %20 in what is signed.
  return query.toString().replaceAll('+', '%20');
}

/** Reads a page of ListObjectsV2. Throws a Fault if it is not one. */
export function parseListPage(xml: string, prefix: string): ListPage {
  const result = listResult(xml);
  const encoded = textOf(result, 'EncodingType') === 'url';
  const objects: ObjectInfo[] = [];
  for (const entry of result.children) {
    if (entry.name !== 'Contents') continue;
    const info = objectOf(entry, prefix, encoded);
    if (info !== undefined) objects.push(info);
  }
  const next = textOf(result, 'NextContinuationToken');
  const truncated = textOf(result, 'IsTruncated') === 'true';
  if (truncated && (next === undefined || next === '')) throw odd('a list that goes on, but not where');
  return { objects, next: truncated ? next : undefined };
}

function listResult(xml: string): Element {
  let result: Element;
  try {
    result = parseXml(xml);
  } catch (error) {
    throw odd(`a list that is not XML (${(error as Error).message})`);
  }
  if (result.name !== 'ListBucketResult') throw odd(`<${result.name}> instead of a list`);
  return result;
}

/** Undefined for what stands for a folder. */
function objectOf(entry: Element, prefix: string, encoded: boolean): ObjectInfo | undefined {
  const text = textOf(entry, 'Key') ?? '';
  const key = encoded ? decoded(text) : text;
  const length = Number(textOf(entry, 'Size') ?? Number.NaN);
  if (!key.startsWith(prefix)) throw odd(`the key ${key}, which does not begin with ${prefix}`);
  if (!Number.isSafeInteger(length) || length < 0) throw odd(`no size of ${key}`);
  const object = key.slice(prefix.length);
  if (object === '' || (object.endsWith('/') && length === 0)) return undefined;
  const etag = textOf(entry, 'ETag');
  if (etag === undefined) return { object, length };
  // Some stores leave out the quotes here, but not in the header.
  return { object, length, version: { etag: /^(W\/)?"/.test(etag) ? etag : `"${etag}"` } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw odd(`the key ${JSON.stringify(text)}, which is not encoded as it says`);
  }
}

function odd(what: string): Fault {
  return new Fault('settled', 'LIST', `the storage answered ${what}`);
}
