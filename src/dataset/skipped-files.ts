import { extname } from 'node:path';
import type { Manifest } from './manifest.ts';

/** Why indexing left something out. */
export type SkipReason =
  | 'suffix'
  | 'outside-classes'
  | 'dangling-link'
  | 'empty-class'
  | 'unlisted-class'
  | 'unlisted-sample';

const WORDS: Readonly<Record<SkipReason, string>> = {
  suffix: 'its name does not end like that of an image',
  'outside-classes': 'it is in no class folder',
  'dangling-link': 'it is a link to a file that does not exist',
  'empty-class': 'it contains no images',
  'unlisted-class': 'it is not in the list of classes',
  'unlisted-sample': 'the label file does not list it',
};

/** What indexing left out of a dataset. Only counts are kept: a folder may contain millions of other files. */
export class SkippedFiles {
  /** Files whose names are not those of images, by suffix in lower case; '' for names without one. */
  readonly suffixes = new Map<string, number>();
  /** Images directly in the root, which belong to no class. */
  outsideClasses = 0;
  danglingLinks = 0;
  /** Samples in shards that the label file does not list. */
  unlistedSamples = 0;
  /** Class folders that contain no images, in order of their names. They are no classes. */
  readonly emptyClasses: string[] = [];
  /** Folders that are not in the list of classes, in order of their names. */
  readonly unlistedClasses: string[] = [];
  /** Classes of a list that have no images, in order of their labels. They keep their labels. */
  readonly absentClasses: string[] = [];
  /** Whatever else may be a mistake, in sentences. */
  readonly notes: string[] = [];
  readonly #onSkip: (path: string, why: string) => void;

  /** @param onSkip called with each path that is left out and the reason in words */
  constructor(onSkip: (path: string, why: string) => void = () => {}) {
    this.#onSkip = onSkip;
  }

  /** Files whose names are not those of images, of all suffixes. */
  get otherFiles(): number {
    return [...this.suffixes.values()].reduce((sum, count) => sum + count, 0);
  }

  /** @param name the folder's name, for a class; otherwise the path is enough */
  add(reason: SkipReason, path: string, name = path): void {
    if (reason === 'suffix') {
      const suffix = extname(path).toLowerCase();
      this.suffixes.set(suffix, (this.suffixes.get(suffix) ?? 0) + 1);
    } else if (reason === 'outside-classes') this.outsideClasses += 1;
    else if (reason === 'dangling-link') this.danglingLinks += 1;
    else if (reason === 'unlisted-sample') this.unlistedSamples += 1;
    else (reason === 'empty-class' ? this.emptyClasses : this.unlistedClasses).push(name);
    this.#onSkip(path, WORDS[reason]);
  }

  /** Enters the classes of a list of which a manifest has no sample. */
  noteAbsent(manifest: Manifest): void {
    const counts = manifest.classCounts();
    this.absentClasses.push(...manifest.classNames.filter((name, label) => name !== '' && counts[label] === 0));
  }

  /** Sentences for people: what may be a mistake. */
  warnings(): string[] {
    const said: string[] = [];
    if (this.emptyClasses.length > 0) {
      said.push(
        `${folders(this.emptyClasses)} without images: not counted as ${this.emptyClasses.length === 1 ? 'a class' : 'classes'}`,
      );
    }
    if (this.absentClasses.length > 0) {
      said.push(`${this.absentClasses.length} listed classes without images: ${named(this.absentClasses)}`);
    }
    if (this.unlistedClasses.length > 0) {
      said.push(`${folders(this.unlistedClasses)} left out: not in the list of classes`);
    }
    if (this.outsideClasses > 0) {
      said.push(`${this.outsideClasses} images left out: they lie in the root, not in the folder of a class`);
    }
    if (this.danglingLinks > 0)
      said.push(`${this.danglingLinks} dangling link${this.danglingLinks === 1 ? '' : 's'} left out`);
    if (this.unlistedSamples > 0) {
      const [samples, them] = this.unlistedSamples === 1 ? ['sample', 'it'] : ['samples', 'them'];
      said.push(`${this.unlistedSamples} ${samples} left out: the label file does not list ${them}`);
    }
    return [...said, ...this.notes];
  }

  /** The other files by suffix, the most frequent first: "12 other files (.txt 10, no suffix 2)". */
  summary(): string {
    const bySuffix = [...this.suffixes].sort(
      ([a, many], [b, few]) => few - many || Number(a === '') - Number(b === '') || (a < b ? -1 : 1),
    );
    const parts = bySuffix.map(([suffix, count]) => `${suffix === '' ? 'no suffix' : suffix} ${count}`);
    return `${this.otherFiles} other file${this.otherFiles === 1 ? '' : 's'}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
  }
}

const NAMED = 5;

function folders(names: readonly string[]): string {
  return `${names.length === 1 ? 'folder' : `${names.length} folders:`} ${named(names)}`;
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((name) => JSON.stringify(name));
  return `${shown.join(', ')}${names.length > NAMED ? ` and ${names.length - NAMED} more` : ''}`;
}
