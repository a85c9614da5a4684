import { distance } from 'fastest-levenshtein';

/** What other libraries call a field of a run, without underscores. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  batchsize: 'global_batch',
  epochs: 'equivalent_epochs',
  imgsize: 'base_size',
  imagesize: 'base_size',
  autoaugment: 'randaugment',
  hflip: 'horizontal_flip',
  reprob: 'erasing',
  mixup: 'mixing',
  cutmix: 'mixing',
  numreplicas: 'world_size',
};

const plain = (word: string): string => word.replaceAll('_', '').toLowerCase();

/** The word of `words` that is most like `word`, or that means the same; undefined if there is none. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const meant = ELSEWHERE[plain(word)];
  if (meant !== undefined && words.includes(meant)) return meant;
  const begun = words.filter((known) => word.length > 2 && plain(known).startsWith(plain(word)));
  if (begun.length === 1) return begun[0];
  const [best] = words
    .map((known) => ({ known, changes: distance(word.toLowerCase(), known.toLowerCase()) }))
    .filter(({ known, changes }) => changes <= Math.max(1, Math.floor(Math.max(word.length, known.length) / 2)))
    .sort((a, b) => a.changes - b.changes);
  return best?.known;
}
