import { CrescendoError } from '../../errors.ts';

const SPLIT = /^(train|val|test)(?:ing|id|idation)?(?=[-_.\d])/i;

/**
 * Refuses the shards of several splits in one dataset: a model would be trained with its test images.
 *
 * @param place what the user named
 * @param objects the names of shards that were not named one by one
 * @throws PATH
 */
export function checkShardSplits(place: string, objects: readonly string[]): void {
  const firsts = new Map<string, string>();
  for (const object of objects) {
    const name = object.slice(object.lastIndexOf('/') + 1);
    const split = SPLIT.exec(name)?.[1]?.toLowerCase();
    if (split !== undefined && !firsts.has(split)) firsts.set(split, name);
  }
  if (firsts.size < 2) return;
  const [first, second] = [...firsts.values()];
  throw new CrescendoError(
    'PATH',
    `${place} has the shards of several splits, such as ${first} and ${second}: name those of one split, for example ` +
      `with ${place.replace(/\/[^/]*[*?][^/]*$|\/$/, '')}/${firsts.has('train') ? 'train' : [...firsts.keys()][0]}*, and other splits as datasets of their own`,
    { path: place },
  );
}
