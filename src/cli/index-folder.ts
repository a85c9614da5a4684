import { Command } from 'commander';
import { indexDataset } from '../dataset/index-dataset.ts';
import { progressBar } from './progress.ts';

interface IndexFlags {
  output?: string;
  followLinks: boolean;
  classMap?: string;
  labelFile?: string;
  checksums: boolean;
  verbose: boolean;
  json: boolean;
}

/** `crescendo index DIR`: makes a manifest file, so that a server need not walk the folder again. */
export function indexCommand(): Command {
  return new Command('index')
    .description('Index an image folder (one folder for each class) and write its manifest.')
    .argument('<dir...>', 'the image folder; several are one dataset')
    .option('-o, --output <file>', 'manifest file to write; without it only the summary is printed')
    .option('--follow-links', 'follow symbolic links, which may lead out of the folder', false)
    .option('--class-map <file>', 'class names in the order of their labels, one per line, or JSON: {"name": label}')
    .option('--label-file <file>', 'CSV with the columns path and label, or JSON: {"path": label}')
    .option(
      '--checksums',
      'read every file, so that a server can tell a file that was touched from one that has changed',
      false,
    )
    .option('-v, --verbose', 'name each file and folder that is left out', false)
    .option('--json', 'print the summary as JSON', false)
    .addHelpText('after', '\nExample:\n  crescendo index photos/ -o photos.manifest')
    .action(async (dirs: string[], flags: IndexFlags) => {
      const bar = progressBar('indexing', 'classes');
      const { manifest, progress, skipped } = await indexDataset(
        dirs,
        { classMap: flags.classMap, labelFile: flags.labelFile },
        {
          followLinks: flags.followLinks,
          checksums: flags.checksums,
          onProgress: (state) => bar.update(state.classesDone, state.classes, `${state.samples} images`),
          ...(flags.verbose ? { onSkip: (path, why) => console.error(`left out: ${path}: ${why}`) } : {}),
        },
      );
      bar.stop();
      for (const warning of skipped.warnings()) console.error(`warning: ${warning}`);
      if (flags.output !== undefined) manifest.save(flags.output);
      const { samples, classes, bytes, ignored } = progress;
      if (flags.json) {
        console.log(
          JSON.stringify({
            ...{ samples, classes, bytes, ignored, ignored_by_suffix: Object.fromEntries(skipped.suffixes) },
            ...{ empty_classes: skipped.emptyClasses, dangling_links: skipped.danglingLinks },
            ...{ absent_classes: skipped.absentClasses, unlisted_classes: skipped.unlistedClasses },
            ...{ outside_classes: skipped.outsideClasses, digest: manifest.digest, output: flags.output },
          }),
        );
        return;
      }
      console.log(`${samples} images in ${classes} classes, ${(bytes / 1e6).toFixed(1)} MB; ${skipped.summary()}`);
      console.log(`manifest digest ${manifest.digest}`);
      if (flags.output !== undefined) console.log(`written to ${flags.output}`);
    });
}
