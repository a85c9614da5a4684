import { distance } from 'fastest-levenshtein';

/** What other libraries call the fields of a run. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  batch_size: 'global_batch',
  epochs: 'equivalent_epochs',
  num_epochs: 'equivalent_epochs',
  img_size: 'base_size',
  image_size: 'base_size',
  input_size: 'base_size',
  auto_augment: 'randaugment',
  aa: 'randaugment',
  hflip: 'horizontal_flip',
  reprob: 'erasing',
  mixup: 'mixing',
  cutmix: 'mixing',
  num_replicas: 'world_size',
};

const plain = (word: string): string => word.replaceAll('_', '').toLowerCase();

/** The word of `words` that is most like `word`, or that means the same; undefined if there is none. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const meant = Object.entries(ELSEWHERE).find(([name]) => plain(name) === plain(word))?.[1];
  if (meant !== undefined && words.includes(meant)) return meant;
  const begun = words.filter((known) => word.length > 2 && plain(known).startsWith(plain(word)));
  if (begun.length === 1) return begun[0];
  const [best] = words
    .map((known) => ({ known, changes: distance(word.toLowerCase(), known.toLowerCase()) }))
    .filter(({ known, changes }) => changes <= Math.max(1, Math.floor(Math.max(word.length, known.length) / 2)))
    .sort((a, b) => a.changes - b.changes);
  return best?.known;
}
