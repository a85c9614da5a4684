import { camelCase } from '@crescendo/proto';
import { closest, distance } from 'fastest-levenshtein';

/** The question whether a known name was meant, or else the list of them. */
export function nearestName(name: string, known: readonly string[], kind: string): string {
  const nearest = closest(camelCase(name), [...known]);
  const far = distance(camelCase(name).toLowerCase(), nearest.toLowerCase()) > Math.max(1, nearest.length / 3);
  return far ? `the ${kind} are ${known.join(', ')}` : `did you mean ${nearest}?`;
}
