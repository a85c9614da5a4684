import { realpathSync } from 'node:fs';
import { CrescendoError } from '../../errors.ts';
import type { ClassMap } from '../class-map.ts';
import type { IndexProgress, IndexResult } from '../index-folder.ts';
import { isWholeNumber, numberLabels } from '../label-file.ts';
import type { Manifest } from '../manifest.ts';
import { isUrl, placeOf } from '../place.ts';
import type { ShardObject } from '../sample-objects.ts';
import { SkippedFiles } from '../skipped-files.ts';
import type { openStore } from '../storage/open-store.ts';
import type { ShardContainer } from './container-names.ts';
import { type FoundShards, findShards } from './find-shards.ts';
import { GivenLabels } from './given-labels.ts';
import { scanParquet } from './parquet-samples.ts';
import type { FieldOptions, ScanContext, ScannedShard, ScanShard, Shard } from './shard.ts';
import { type ObjectSamples, shardManifest } from './shard-manifest.ts';
import { LabelTexts } from './shard-samples.ts';
import { StatedClasses } from './stated-classes.ts';
import { scanTar } from './tar-samples.ts';
import { scanTfrecord } from './tfrecord-samples.ts';

/** Shards of a remote storage that are scanned at a time. Those of a disk are read one after the other. */
const SCANS = 64;

const SCANNERS: Readonly<Record<ShardContainer, ScanShard>> = {
  parquet: scanParquet,
  tar: scanTar,
  tfrecord: scanTfrecord,
};

export interface ShardIndexOptions extends FieldOptions {
  /** The labels of the classes, where the user states them. */
  classes?: ClassMap | undefined;
  /** True if `classes` states numbers that count even for classes that a run's training data names otherwise. */
  classMapped?: boolean;
  labelFile?: string | undefined;
  followLinks?: boolean;
  /** Called from time to time with what has been found so far; classes count as shards. */
  onProgress?: (progress: IndexProgress) => void;
  onSkip?: (path: string, why: string) => void;
  /** Opens a place. */
  open?: typeof openStore;
}

/** Indexes the shards that places name. Throws PATH, INVALID_FIELD. */
export async function indexShards(texts: readonly string[], options: ShardIndexOptions = {}): Promise<IndexResult> {
  const found = await findShards(texts, options.followLinks ?? false, options.open);
  try {
    return await indexFound(found, options);
  } finally {
    for (const store of found.stores) await store.close();
  }
}

async function indexFound(found: FoundShards, options: ShardIndexOptions): Promise<IndexResult> {
  const context: ScanContext = {
    fields: options,
    texts: new LabelTexts(),
    given: options.labelFile === undefined ? undefined : new GivenLabels(options.labelFile),
    stated: new StatedClasses(),
    skipped: new SkippedFiles(options.onSkip),
  };
  const progress: IndexProgress = { classes: found.shards.length, classesDone: 0, samples: 0, bytes: 0, ignored: 0 };
  const scan = SCANNERS[found.container];
  const scans = found.places.some(isUrl) ? SCANS : 1;
  const scanned = await inParallel(scans, found.shards, async (shard) => {
    const result = await scan(shard, context);
    progress.classesDone += 1;
    progress.samples += result.samples.count;
    progress.bytes += result.samples.bytes;
    options.onProgress?.(progress);
    // Shards on a local disk are scanned without waiting, and a bar must be drawn.
    await new Promise(setImmediate);
    return result;
  });
  context.given?.checkAllUsed();
  if (progress.samples === 0) {
    const message = `${found.shards[0]!.shown}: the shards have no images; ${context.skipped.summary()}`;
    throw new CrescendoError('PATH', message, { path: found.shards[0]!.shown });
  }
  const manifest = manifestOf(found, scanned, context, options);
  if (options.classes !== undefined) context.skipped.noteAbsent(manifest);
  else noteEmpty(manifest, context.skipped);
  const classes = manifest.classNames.length;
  Object.assign(progress, { classes, classesDone: classes, ignored: context.skipped.otherFiles });
  return { manifest, progress, skipped: context.skipped };
}

/** Labels that count from 1, or those of a subset, leave classes without images, which a network has nonetheless. */
function noteEmpty(manifest: Manifest, { notes }: SkippedFiles): void {
  const counts = manifest.classCounts();
  const empty = manifest.classNames.filter((_, label) => counts[label] === 0);
  if (empty.length === 0) return;
  const named = `${empty.slice(0, 5).join(', ')}${empty.length > 5 ? ', …' : ''}`;
  notes.push(
    `${empty.length} of ${counts.length} classes without images: ${named}; if labels do not count from 0, give a class map ` +
      '(class_map, --class-map)',
  );
}

/** Calls `work` for every item, some at a time; the results are in the order of the items. */
async function inParallel<Item, Result>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const run = async (): Promise<void> => {
    for (const [k, item] of queue) results[k] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, run));
  return results;
}

function manifestOf(
  { container, places, shards }: FoundShards,
  scanned: readonly ScannedShard[],
  context: ScanContext,
  options: ShardIndexOptions,
): Manifest {
  const packs = scanned.some(({ pack }) => pack !== undefined);
  const roots = packs ? [...places, options.packs!] : places;
  const named = (place: number, name: string): string => (roots.length > 1 ? `${place}/${name}` : name);
  const samples = scanned.map(({ samples: own, pack }, k): ObjectSamples => {
    if (pack === undefined) return { samples: own, object: objectOf(shards[k]!, named) };
    return { samples: own, object: { name: named(places.length, pack.name), length: pack.length } };
  });
  const map = classesOf(context, options, `${shards[0]!.shown}${shards.length > 1 ? ' and other shards' : ''}`);
  return shardManifest(samples, {
    container,
    places: roots.map((root) => placeOf(isUrl(root) ? root : realpathSync(root))),
    packs,
    followLinks: options.followLinks ?? false,
    classNames: map.names,
    classMapped: options.classMapped ?? false,
    classes: Uint32Array.from(context.texts.texts, (text) => map.labels.get(text)!),
  });
}

function objectOf({ place, info }: Shard, named: (place: number, name: string) => string): ShardObject {
  const { modifiedMs, etag } = info.version ?? {};
  return {
    name: named(place, info.object),
    length: info.length,
    ...(modifiedMs === undefined ? {} : { modifiedMs }),
    ...(etag === undefined ? {} : { etag }),
  };
}

/** The number of each label text. */
function classesOf({ texts, stated, given }: ScanContext, { classes }: ShardIndexOptions, shards: string): ClassMap {
  const where = given === undefined ? shards : `label file ${given.file}`;
  const all = new Set(texts.texts);
  if (classes === undefined && given === undefined && stated.map !== undefined) return stated.map;
  if (classes === undefined) {
    const [number, name] = [
      texts.texts.findIndex(isWholeNumber),
      texts.texts.findIndex((text) => !isWholeNumber(text)),
    ];
    if (number !== -1 && name !== -1) {
      throw new CrescendoError(
        'INVALID_FIELD',
        `the label of ${texts.places[number]} is the number ${texts.texts[number]}, and that of ${texts.places[name]} is the ` +
          `name ${JSON.stringify(texts.texts[name])}: use one kind, or state the number of each class (class_map, --class-map)`,
        { field: 'class_map' },
      );
    }
  }
  return numberLabels(all, where, classes);
}
