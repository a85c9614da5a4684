import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import type { ClassMap } from './class-map.ts';
import type { Manifest } from './manifest.ts';
import { SampleColumns } from './sample-columns.ts';
import { SkippedFiles } from './skipped-files.ts';
import { checkSplits } from './split-folder.ts';
import { classFolders, resolveRoot, type Walk, walkImages } from './walk-folder.ts';

/** Files between two reports of progress. */
const REPORT_EVERY = 2000;

export interface IndexOptions {
  /** Follow symbolic links; otherwise a link is an error, because it could lead out of the folder. */
  followLinks?: boolean;
  /** Read every file for its checksum, so that a file whose times have changed is compared with what it was. */
  checksums?: boolean;
  /** The labels of the classes; other folders are left out. Default: the classes in the order of their names. */
  classes?: ClassMap;
  /** True if `classes` states numbers that count even for classes that a run's training data names otherwise. */
  classMapped?: boolean;
  /** Names of the folders that count, instead of all. */
  onlyFolders?: readonly string[];
  /** Takes the folder above the splits of a dataset too, where labels do not matter. */
  allowSplits?: boolean;
  /** Called from time to time with what has been found so far. */
  onProgress?: (progress: IndexProgress) => void;
  /** Called with each path that is left out and the reason in words. */
  onSkip?: (path: string, why: string) => void;
}

export interface IndexProgress {
  classes: number;
  classesDone: number;
  samples: number;
  bytes: number;
  /** Files whose names are not those of images. */
  ignored: number;
}

export interface IndexResult {
  manifest: Manifest;
  progress: IndexProgress;
  skipped: SkippedFiles;
}

/**
 * Indexes an image folder: every folder directly inside `root` that contains an image is a class, every image anywhere
 * below it a sample. Classes and samples are sorted by the bytes of their names, so that every machine creates the same
 * manifest. A folder without images is no class: it would shift the labels of the classes after it.
 *
 * Several roots are one dataset: folders of the same name are one class, and keys begin with the position of the root.
 *
 * Throws PATH, naming the offending path.
 */
export async function indexFolder(root: string | readonly string[], options: IndexOptions = {}): Promise<IndexResult> {
  const roots = typeof root === 'string' ? [root] : root;
  const bases = roots.map(resolveRoot);
  const twice = roots.find((_, k) => bases.indexOf(bases[k]!) !== k);
  if (twice !== undefined) throw new CrescendoError('PATH', `the folder ${twice} is given twice`, { path: twice });
  const skipped = new SkippedFiles(options.onSkip);
  const walk = { followLinks: options.followLinks ?? false, checksums: options.checksums ?? false, skipped };
  const folders = foldersByClass(bases, walk, options.onlyFolders);
  const named = roots.join(', ');
  if (folders.length === 0) {
    throw new CrescendoError(
      'PATH',
      `${named} contains no folders: sort the images into one folder for each class, or list their labels in a label_file`,
      {
        path: named,
      },
    );
  }
  if (options.classes === undefined && options.allowSplits !== true) {
    for (const [k, base] of bases.entries()) {
      const inside = folders.filter(({ places }) => places.includes(k)).map(({ name }) => name);
      checkSplits(roots[k]!, base, inside);
    }
  }
  const collected = new Collected(options, roots.length);
  collected.progress.classes = folders.length;
  for (const { name, places } of folders) {
    const label = collected.labelOf(name);
    if (label === undefined) skipped.add('unlisted-class', join(bases[places[0]!]!, name), name);
    else if (!(await collected.addClass(name, label, bases, places, walk)) && options.classes === undefined) {
      skipped.add('empty-class', join(bases[places[0]!]!, name), name);
    }
    collected.progress.classesDone += 1;
  }
  const { progress } = collected;
  const classes = collected.classNames.length;
  Object.assign(progress, { classes, classesDone: classes, ignored: skipped.otherFiles });
  options.onProgress?.(progress);
  if (progress.samples === 0) {
    const why = skipped.unlistedClasses.length > 0 ? ' that are in the list of classes' : '';
    throw new CrescendoError('PATH', `${named} contains no images in its folders${why}; ${skipped.summary()}`, {
      path: named,
    });
  }
  const manifest = collected.manifest(walk.followLinks, bases);
  if (options.classes !== undefined) skipped.noteAbsent(manifest);
  return { manifest, progress, skipped };
}

/** A class's folder, and the positions of the roots that contain it. */
interface ClassFolder {
  name: string;
  places: number[];
}

function foldersByClass(bases: readonly string[], walk: Walk, only?: readonly string[]): ClassFolder[] {
  const places = new Map<string, number[]>();
  for (const [k, base] of bases.entries()) {
    for (const name of only ?? classFolders(base, walk)) places.set(name, [...(places.get(name) ?? []), k]);
  }
  const folders = [...places].map(([name, where]) => ({ name, places: where }));
  return folders.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

/** The columns of a manifest while they grow. */
class Collected {
  readonly progress: IndexProgress = { classes: 0, classesDone: 0, samples: 0, bytes: 0, ignored: 0 };
  readonly classNames: string[];
  readonly #samples: SampleColumns;
  readonly #options: IndexOptions;
  readonly #folders: number;
  /** Whether a name must be the whole key, because the key does not follow from the class. */
  readonly #wholeKeys: boolean;

  constructor(options: IndexOptions, folders: number) {
    const { classes } = options;
    this.#options = options;
    this.#samples = new SampleColumns(options.checksums ?? false);
    this.#folders = folders;
    this.classNames = classes === undefined ? [] : [...classes.names];
    const shared = classes !== undefined && new Set(classes.labels.values()).size < classes.labels.size;
    this.#wholeKeys = folders > 1 || shared;
  }

  /** The label of a class; undefined if it is not in the list of classes. */
  labelOf(name: string): number | undefined {
    const { classes } = this.#options;
    return classes === undefined ? this.classNames.length : classes.labels.get(name);
  }

  /** Adds the images of a class. Returns false if it has none. */
  async addClass(
    name: string,
    label: number,
    bases: readonly string[],
    places: readonly number[],
    walk: Walk,
  ): Promise<boolean> {
    const before = this.progress.samples;
    for (const place of places) {
      const prefix = `${this.#folders > 1 ? `${place}/` : ''}${this.#wholeKeys ? `${name}/` : ''}`;
      for (const image of walkImages(join(bases[place]!, name), walk)) {
        this.#samples.add(label, prefix + image.name, image.facts);
        this.progress.samples += 1;
        this.progress.bytes += image.facts.size;
        if (this.progress.samples % REPORT_EVERY === 0) {
          this.#options.onProgress?.(this.progress);
          await new Promise(setImmediate);
        }
      }
    }
    if (this.progress.samples === before) return false;
    if (this.#options.classes === undefined) this.classNames.push(name);
    return true;
  }

  manifest(followLinks: boolean, bases: readonly string[]): Manifest {
    const frame = {
      classNames: this.classNames,
      followLinks,
      wholeKeys: this.#wholeKeys,
      folders: this.#folders,
      classMapped: this.#options.classMapped ?? false,
    };
    return this.#samples.manifest(frame, bases);
  }
}
