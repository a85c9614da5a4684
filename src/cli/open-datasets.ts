import type { Logger } from 'pino';
import { DatasetRegistry } from '../dataset/dataset.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import type { ServeConfig } from './config.ts';
import { progressBar } from './progress.ts';

/** Opens the datasets of a configuration: those without a manifest are indexed. Throws PATH, INVALID_FIELD. */
export async function openDatasets(config: ServeConfig, log: Logger): Promise<DatasetRegistry> {
  const registry = new DatasetRegistry();
  for (const [id, dataset] of Object.entries(config.datasets)) {
    const { root, manifest, follow_links: followLinks, classes } = dataset;
    const labels = { classes, classMap: dataset.class_map, labelFile: dataset.label_file };
    const fields = {
      ...{ imageField: dataset.image_field, labelField: dataset.label_field },
      ...{ allowTruncated: dataset.allow_truncated, packs: dataset.packs },
    };
    const bar = progressBar(`indexing ${id}`, 'parts');
    registry.add(
      await openDataset(id, root, manifest, {
        followLinks,
        labels,
        fields,
        onProgress: (state) => bar.update(state.classesDone, state.classes, `${state.samples} images`),
        onSkip: (path, why) => log.debug({ dataset: id, path }, `left out: ${why}`),
        onIndexed: (skipped) => {
          for (const warning of skipped.warnings()) log.warn({ dataset: id }, warning);
          if (skipped.otherFiles > 0) log.warn({ dataset: id }, `left out: ${skipped.summary()}`);
        },
      }),
    );
    bar.stop();
  }
  return registry;
}
