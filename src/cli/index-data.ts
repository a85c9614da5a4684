import { Command } from 'commander';
import { indexDataset } from '../dataset/index-dataset.ts';
import type { IndexResult } from '../dataset/index-folder.ts';
import { Manifest } from '../dataset/manifest.ts';
import { CrescendoError } from '../errors.ts';
import { progressBar } from './progress.ts';

interface IndexFlags {
  output?: string;
  followLinks: boolean;
  classMap?: string;
  labelFile?: string;
  imageField?: string;
  labelField?: string;
  allowTruncated: boolean;
  packs?: string;
  checksums: boolean;
  verify?: string;
  verbose: boolean;
  json: boolean;
}

/** `crescendo index PLACE`: makes a manifest file, so that a server need not look at all the data again. */
export function indexCommand(): Command {
  return new Command('index')
    .description('Index an image folder (one folder for each class) or shards, and write the manifest.')
    .argument(
      '[place...]',
      'the image folder, or shards: data/train-{0000..0123}.tar, *.parquet, a folder, a URL; several are one dataset',
    )
    .option('-o, --output <file>', 'manifest file to write; without it only the summary is printed')
    .option('--follow-links', 'follow symbolic links, which may lead out of the folder', false)
    .option('--class-map <file>', 'class names in the order of their labels, one per line, or JSON: {"name": label}')
    .option('--label-file <file>', 'CSV with the columns path and label, or JSON: {"path": label}')
    .option(
      '--image-field <name>',
      'what holds the image in shards: suffix (tar), column (Parquet), feature (TFRecord)',
    )
    .option(
      '--label-field <name>',
      'what holds the label in shards: field of .json (tar), column (Parquet), feature (TFRecord)',
    )
    .option('--allow-truncated', 'index what is whole of a shard that is cut off', false)
    .option('--packs <dir>', 'folder for the images of compressed Parquet pages, which are decoded into it once')
    .option(
      '--checksums',
      'read every file, so that a server can tell a file that was touched from one that has changed',
      false,
    )
    .option('--verify <file>', 'check a manifest file completely, its digest included, instead of making one')
    .option('-v, --verbose', 'name each file and folder that is left out', false)
    .option('--json', 'print the summary as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  crescendo index photos/ -o photos.manifest\n  crescendo index shards/train-{0000..0123}.tar -o train.manifest',
    )
    .action(async (places: string[], flags: IndexFlags) => {
      if (flags.verify !== undefined) {
        verify(flags.verify, flags.json);
        return;
      }
      if (places.length === 0) {
        throw new CrescendoError('INVALID_FIELD', 'give the image folder or the shards to index', { option: 'place' });
      }
      print(await index(places, flags), flags);
    });
}

async function index(places: string[], flags: IndexFlags): Promise<IndexResult> {
  const bar = progressBar('indexing', 'parts');
  const result = await indexDataset(
    places,
    { classMap: flags.classMap, labelFile: flags.labelFile },
    {
      followLinks: flags.followLinks,
      checksums: flags.checksums,
      fields: {
        ...{ imageField: flags.imageField, labelField: flags.labelField },
        ...{ allowTruncated: flags.allowTruncated, packs: flags.packs },
      },
      onProgress: (state) => bar.update(state.classesDone, state.classes, `${state.samples} images`),
      ...(flags.verbose ? { onSkip: (path: string, why: string) => console.error(`left out: ${path}: ${why}`) } : {}),
    },
  );
  bar.stop();
  for (const warning of result.skipped.warnings()) console.error(`warning: ${warning}`);
  if (flags.output !== undefined) result.manifest.save(flags.output);
  return result;
}

function print({ manifest, progress, skipped }: IndexResult, { json, output }: IndexFlags): void {
  const { samples, classes, bytes, ignored } = progress;
  const { objects } = manifest;
  if (json) {
    console.log(
      JSON.stringify({
        ...{ samples, classes, bytes, ignored, ignored_by_suffix: Object.fromEntries(skipped.suffixes) },
        ...{ empty_classes: skipped.emptyClasses, dangling_links: skipped.danglingLinks },
        ...{ absent_classes: skipped.absentClasses, unlisted_classes: skipped.unlistedClasses },
        ...(objects === undefined ? {} : { container: objects.container, shards: objects.count }),
        ...{ outside_classes: skipped.outsideClasses, digest: manifest.digest, output },
      }),
    );
    return;
  }
  const where =
    objects === undefined
      ? ''
      : ` in ${objects.count} ${objects.count === 1 ? 'shard' : 'shards'} (${objects.container})`;
  console.log(`${samples} images in ${classes} classes${where}, ${(bytes / 1e6).toFixed(1)} MB; ${skipped.summary()}`);
  console.log(`manifest digest ${manifest.digest}`);
  if (output !== undefined) console.log(`written to ${output}`);
}

/** Throws DAMAGED_FILE. */
function verify(file: string, json: boolean): void {
  const { sampleCount, digest } = Manifest.verify(file);
  if (json) console.log(JSON.stringify({ samples: sampleCount, digest }));
  else console.log(`${file} is whole: ${sampleCount} images, manifest digest ${digest}`);
}
