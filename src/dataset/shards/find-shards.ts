import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CrescendoError } from '../../errors.ts';
import { isUrl } from '../place.ts';
import { openStore } from '../storage/open-store.ts';
import type { ObjectInfo, ObjectStore } from '../storage/storage.ts';
import { splitPlace } from '../storage/storage-place.ts';
import { expandBraces } from './braces.ts';
import { containerOfName, type NamedPlace, namedPlace, type ShardContainer } from './container-names.ts';
import type { Shard } from './shard.ts';
import { checkShardSplits } from './split-shards.ts';

/** Requests for the lengths of objects that are outstanding at a time. */
const HEADS = 16;

/** The shards of a dataset. */
export interface FoundShards {
  container: ShardContainer;
  /** The places below which they lie, each a folder or a URL prefix, in the order in which they were named. */
  places: string[];
  stores: ObjectStore[];
  shards: Shard[];
}

/** A part of what a user named. */
interface Part {
  base: string;
  /** Name or pattern of objects; undefined for all below the base. */
  names: string | undefined;
}

/**
 * True if a place is one of shards: it says so, its names do, or it is a URL, or a folder that has shards and no folders.
 * Anything else is an image folder.
 */
export function namesShards(text: string): boolean {
  const { container, place } = namedPlace(text);
  if (container !== undefined) return container !== 'folder';
  if (isUrl(place)) return true;
  if (isFolder(place)) return holdsShards(place);
  return expandedPlace(place).some((each) => isObjectName(basename(each)));
}

/** The places of a dataset without what is below them. Throws INVALID_FIELD. */
export function basesOf(texts: readonly string[]): string[] {
  const bases = texts.map(namedPlace).flatMap((named) => partsOf(named).map(({ base }) => base));
  return [...new Set(bases)];
}

/**
 * Finds the shards that places name, in their order; below a folder or a prefix in the order of their names.
 *
 * @param open opens a place
 * @throws PATH, INVALID_FIELD
 */
export async function findShards(
  texts: readonly string[],
  followLinks: boolean,
  open: typeof openStore = openStore,
): Promise<FoundShards> {
  const places = basesOf(texts);
  const stores = places.map((place) => open(place, { followLinks }));
  const found: { container: ShardContainer; shard: Shard }[] = [];
  for (const named of texts.map(namedPlace)) {
    const before = found.length;
    const listed: string[] = [];
    for (const { place, infos, isListed } of await objectsOf(named, places, stores)) {
      for (const info of infos) {
        const container = named.container ?? containerOfName(info.object);
        if (container === undefined || container === 'folder') continue;
        if (isListed) listed.push(info.object);
        const shown = shownName(stores[place]!.place, info.object);
        found.push({ container, shard: { place, store: stores[place]!, info, shown } });
      }
    }
    if (found.length === before) throw noShards(named);
    checkShardSplits(named.place, listed);
  }
  const { container } = found[0]!;
  const other = found.find((each) => each.container !== container);
  if (other !== undefined) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `${found[0]!.shard.shown} and ${other.shard.shown} are of two kinds, ${container} and ${other.container}: name the ` +
        'shards of one kind, for example with data/*.tar',
      { field: 'root', value: other.shard.shown },
    );
  }
  const shards = found.map(({ shard }) => shard);
  checkTwice(shards);
  if (!followLinks) for (const shard of shards) checkLink(places[shard.place]!, shard);
  return { container, places, stores, shards };
}

/** A pattern whose braces are expanded, unless there is a file of just that name. */
function expandedPlace(place: string): string[] {
  return !isUrl(place) && existsSync(place) ? [place] : expandBraces(place);
}

function partsOf(named: NamedPlace): Part[] {
  return expandedPlace(named.place).map((text) => {
    if (isUrl(text)) return urlPart(text);
    const place = resolve(text);
    const slash = place.lastIndexOf('/');
    const name = place.slice(slash + 1);
    if (isFolder(place) || !(isObjectName(name) || isFile(place))) return { base: place, names: undefined };
    return { base: place.slice(0, slash) || '/', names: name };
  });
}

function urlPart(url: string): Part {
  const name = url.slice(url.lastIndexOf('/') + 1);
  if (name === '' || !isObjectName(name)) return { base: url.endsWith('/') ? url : `${url}/`, names: undefined };
  const { place, object } = splitPlace(url);
  return { base: place, names: object };
}

/** True for a name or a pattern of shards. */
function isObjectName(name: string): boolean {
  return /[*?]/.test(name) || containerOfName(name) !== undefined;
}

/** Objects of a place, as they were listed or named. */
interface Objects {
  place: number;
  infos: ObjectInfo[];
  isListed: boolean;
}

async function objectsOf(
  named: NamedPlace,
  places: readonly string[],
  stores: readonly ObjectStore[],
): Promise<Objects[]> {
  const parts = partsOf(named).map(({ base, names }) => ({ place: places.indexOf(base), names }));
  const results: Objects[] = [];
  for (let at = 0; at < parts.length; at += HEADS) {
    const some = parts.slice(at, at + HEADS);
    results.push(
      ...(await Promise.all(
        some.map(async ({ place, names }) => {
          const store = stores[place]!;
          if (names !== undefined && !/[*?]/.test(names))
            return { place, infos: [await store.head(names)], isListed: false };
          return { place, infos: await listed(store, names), isListed: true };
        }),
      )),
    );
  }
  return results;
}

/** @param pattern of names, with asterisks and question marks; undefined takes all but hidden ones */
async function listed(store: ObjectStore, pattern: string | undefined): Promise<ObjectInfo[]> {
  const escaped = pattern
    ?.replace(/[.+^$(){}|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  const wanted = escaped === undefined ? undefined : new RegExp(`^${escaped}$`);
  const infos: ObjectInfo[] = [];
  for await (const info of store.list()) {
    const isHidden = info.object.split('/').some((part) => part.startsWith('.'));
    if (!isHidden && (wanted === undefined || wanted.test(info.object))) infos.push(info);
  }
  return infos;
}

function holdsShards(folder: string): boolean {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  if (entries.some((entry) => entry.isDirectory())) return false;
  return entries.some(({ name }) => isShardName(name));
}

function isShardName(name: string): boolean {
  try {
    return containerOfName(name) !== undefined;
  } catch {
    // It is one of shards, and opening it says why not.
    return true;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function shownName(place: string, object: string): string {
  return place.endsWith('/') ? place + object : `${place}/${object}`;
}

function checkTwice(shards: readonly Shard[]): void {
  const seen = new Set<string>();
  for (const { shown } of shards) {
    if (seen.has(shown)) {
      throw new CrescendoError('INVALID_FIELD', `the shard ${shown} is named twice`, { field: 'root', value: shown });
    }
    seen.add(shown);
  }
}

/** Throws PATH for a shard that is, or lies behind, a link. */
function checkLink(place: string, { info, shown }: Shard): void {
  if (isUrl(place)) return;
  const path = join(realpathSync(place), info.object);
  if (realpathSync(path) === path) return;
  throw new CrescendoError('PATH', `${shown} is, or lies behind, a symbolic link; allow links with --follow-links`, {
    path: shown,
  });
}

function noShards({ place, container }: NamedPlace): CrescendoError {
  const what = container === undefined ? 'shards (.tar, .parquet, .tfrecord)' : `${container} shards`;
  return new CrescendoError('PATH', `${place} has no ${what}`, { path: place });
}
