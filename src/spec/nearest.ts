import { distance } from 'fastest-levenshtein';

/** The word of `words` that is most like `word`; undefined if none is like it. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const [best] = words
    .map((known) => ({ known, changes: distance(word.toLowerCase(), known.toLowerCase()) }))
    .filter(({ known, changes }) => changes <= Math.max(1, Math.floor(Math.max(word.length, known.length) / 2)))
    .sort((a, b) => a.changes - b.changes);
  return best?.known;
}
