import { CrescendoError } from '../../errors.ts';
import type { LabelJoining } from '../../spec/mixture-fields.ts';
import type { SampleList } from '../sample-list.ts';

/** Classes that a message names at most. */
const NAMED = 3;

/** A dataset whose classes are joined with those of others. */
export interface JoinedPart {
  id: string;
  manifest: SampleList;
}

/** The classes of a mixture, and the number there of each class of each dataset. */
export interface JoinedClasses {
  names: readonly string[];
  numbers: readonly Uint32Array[];
}

/**
 * Joins the classes of datasets. The same list of classes in all of them needs no rule.
 *
 * @param labels the spec's rule; undefined if it states none
 * @throws INVALID_FIELD if the lists differ and there is no rule
 */
export function joinClasses(parts: readonly JoinedPart[], labels: LabelJoining | undefined): JoinedClasses {
  if (labels === 'offset') return byOffset(parts);
  const joined = byName(parts);
  if (labels === undefined && parts.some(({ manifest }) => !sameClasses(manifest, parts[0]!.manifest))) {
    throw differentClasses(parts, joined.names.length);
  }
  return joined;
}

/** Also of equal lists, of which every class keeps its number. */
function byName(parts: readonly JoinedPart[]): JoinedClasses {
  const numbers = new Map<string, number>();
  for (const name of parts.flatMap(({ manifest }) => manifest.classNames)) {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
  }
  return {
    names: [...numbers.keys()],
    numbers: parts.map(({ manifest }) => Uint32Array.from(manifest.classNames, (name) => numbers.get(name)!)),
  };
}

function byOffset(parts: readonly JoinedPart[]): JoinedClasses {
  const names = parts.flatMap(({ id, manifest }) => manifest.classNames.map((name) => `${id}/${name}`));
  let offset = 0;
  const numbers = parts.map(({ manifest: { classNames } }) => {
    const own = Uint32Array.from(classNames, (_, label) => offset + label);
    offset += classNames.length;
    return own;
  });
  return { names, numbers };
}

function sameClasses({ classNames: one }: SampleList, { classNames: other }: SampleList): boolean {
  return one.length === other.length && one.every((name, label) => other[label] === name);
}

function differentClasses(parts: readonly JoinedPart[], byNameCount: number): CrescendoError {
  const first = parts[0]!;
  const other = parts.find(({ manifest }) => !sameClasses(manifest, first.manifest))!;
  const offsetCount = parts.reduce((sum, { manifest }) => sum + manifest.classNames.length, 0);
  const counts = parts.map(({ id, manifest }) => `${id} ${manifest.classNames.length}`).join(', ');
  return new CrescendoError(
    'INVALID_FIELD',
    `invalid run spec: labels: the datasets have different classes (${counts}): ${difference(first, other)}; give ` +
      `labels: by_name, which makes classes of the same name one (${byNameCount} classes in all), or labels: offset, ` +
      `which keeps the classes of each dataset apart (${offsetCount})`,
    { field: 'labels', fields: 'labels', bound: 'by_name, offset' },
  );
}

function difference(one: JoinedPart, other: JoinedPart): string {
  const lacking = (a: JoinedPart, b: JoinedPart): string[] => {
    const has = new Set(b.manifest.classNames);
    const names = a.manifest.classNames.filter((name) => !has.has(name)).map((name) => JSON.stringify(name));
    if (names.length === 0) return [];
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
    return [`${b.id} lacks ${names.slice(0, NAMED).join(', ')}${more}`];
  };
  const found = [...lacking(one, other), ...lacking(other, one)];
  return found.length === 0 ? `${one.id} and ${other.id} number them differently` : found.join(', and ');
}
