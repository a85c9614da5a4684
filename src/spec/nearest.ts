import { closest, distance } from 'fastest-levenshtein';

/** The word of `words` that is most like `word`; undefined if none is like it. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const best = closest(word.toLowerCase(), words);
  const most = Math.max(1, Math.floor(Math.max(word.length, best.length) / 2));
  return distance(word.toLowerCase(), best.toLowerCase()) <= most ? best : undefined;
}
