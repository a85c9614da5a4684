import { CrescendoError } from '../../errors.ts';
import { isUrl } from '../place.ts';
import { FileStorage } from './file.ts';
import { FileStore } from './file-store.ts';
import type { ObjectStore, Storage } from './storage.ts';

/** Opens a place for indexing: the path of a folder. Throws PATH for a place of another kind. */
export function openStore(place: string): ObjectStore {
  return new FileStore(localPath(place));
}

/** Opens a place for reading: the path of a folder. Throws PATH for a place of another kind. */
export function openStorage(place: string): Storage {
  return new FileStorage(localPath(place), true);
}

function localPath(place: string): string {
  if (!isUrl(place)) return place;
  throw new CrescendoError('PATH', `${place}: this version reads local files only`, { path: place });
}
