import { Command, Option } from 'commander';
import { openImages } from '../dataset/open-images.ts';
import { orderedSamples } from '../dataset/shards.ts';
import { WorkerPool } from '../make/workers/pool.ts';
import { augmentationAt, magnitudeOf } from '../plan/curriculum/augmentation.ts';
import { scheduleOf } from '../plan/curriculum/planned-schedule.ts';
import type { Stage } from '../plan/curriculum/schedule.ts';
import { sampleOrder } from '../plan/sample-order.ts';
import { planMixing } from '../plan/sampling/mixing/plan.ts';
import { samplingPlan } from '../plan/sampling-plan.ts';
import { PRESET_NAMES } from '../spec/presets.ts';
import { parseRunSpec, type RunSpec } from '../spec/spec.ts';
import { sizeOf } from '../spec/stage-size.ts';
import { sizeText } from '../types.ts';
import { contactSheet, type SheetRow, writePng } from './contact-sheet.ts';
import { integer } from './options.ts';
import { readYaml } from './plan.ts';

/** Any number of steps that gives every stage at least one. */
const PREVIEW_STEPS = 1000;

interface PreviewFlags {
  data: string;
  output: string;
  spec?: string;
  preset: string;
  images: number;
  seed: number;
  json: boolean;
}

/** `crescendo preview`: what the model will see, as a picture. */
export function previewCommand(): Command {
  return new Command('preview')
    .description('Draw a contact sheet: the same images as the model sees them in each stage.')
    .requiredOption('--data <place>', 'an image folder (one folder for each class), a folder of images, or shards')
    .option('-o, --output <file>', 'PNG to write', 'preview.png')
    .option('--spec <file>', 'run spec in YAML or JSON (default: the preset with its defaults)')
    .addOption(new Option('--preset <name>', 'curriculum').choices(PRESET_NAMES).default('efficienttrain++'))
    .option('--images <n>', 'images in a row', integer(1, 64), 6)
    .option('--seed <n>', 'seed of the draws', integer(0, Number.MAX_SAFE_INTEGER), 0)
    .option('--json', 'print what was drawn as JSON', false)
    .addHelpText('after', '\nExample:\n  crescendo preview --data photos/ -o sheet.png')
    .action(preview);
}

async function preview(flags: PreviewFlags): Promise<void> {
  const spec = previewSpec(flags);
  const dataset = await openImages('preview', flags.data);
  const { sampleCount } = dataset.manifest;
  // The picture shows each stage once, whatever its length, so the budget does not matter.
  const stages = scheduleOf({ ...spec, budget: { steps: PREVIEW_STEPS }, cost: 'quadratic' }, sampleCount);
  const order = sampleOrder(spec, orderedSamples(dataset), stages);
  const shown = Math.min(flags.images, sampleCount);
  // Images are mixed in pairs, so a batch has an even number of them.
  const samples = Array.from({ length: shown + (shown % 2) }, (_, k) => order.at(k));
  const rows = stages.map((stage) => previewRow(spec, stage, samples.length));
  const pool = new WorkerPool(1);
  const sheet = await contactSheet(pool, dataset.source, rows, samples, shown).finally(() => pool.close());
  await writePng(sheet, flags.output);
  const keys = samples.slice(0, shown).map(({ index }) => dataset.manifest.key(index));
  if (flags.json) console.log(JSON.stringify({ output: flags.output, rows: rows.map(({ fields }) => fields), keys }));
  else {
    console.log(`${flags.output}: ${sheet.width} x ${sheet.height}, a row for each of ${rows.length} stages`);
    for (const { label } of rows) console.log(`  ${label}`);
  }
}

interface PreviewRow extends SheetRow {
  /** For programs. */
  fields: Record<string, unknown>;
}

/** A stage as at its first step. */
function previewRow(spec: RunSpec, stage: Stage, count: number): PreviewRow {
  const augmentation = augmentationAt(stage, stage.firstStep);
  const { mixing } = augmentation;
  const { index, bandwidth, budgetStart, budgetEnd } = stage;
  const size = sizeOf(stage);
  const magnitude = magnitudeOf(augmentation) ?? null;
  const batch = { seed: spec.seed, step: stage.firstStep, rank: 0, count, size };
  const percent = (share: number): string => String(Number((100 * share).toFixed(1)));
  const parts = [
    `stage ${index}`,
    typeof size === 'number' ? `B = ${size}` : `B = ${bandwidth} (${sizeText(size)})`,
    `m = ${magnitude === null ? 'none' : Number(magnitude.toFixed(2))}`,
    `${percent(budgetStart)}-${percent(budgetEnd)} % of budget`,
    ...(mixing === undefined ? [] : ['mixed']),
  ];
  return {
    label: parts.join(', '),
    plan: samplingPlan(spec, stage, augmentation),
    ...(mixing && { mixing: { where: spec.mixing!.where, samples: planMixing(mixing, batch) } }),
    fields: {
      ...{
        stage: index,
        bandwidth,
        ...(typeof size === 'number' ? {} : { size }),
        magnitude,
        budget_start: budgetStart,
        budget_end: budgetEnd,
      },
      mixed: mixing !== undefined,
    },
  };
}

interface PreviewFields {
  datasets?: unknown;
  labels?: unknown;
  schedule: unknown;
}

function previewSpec(flags: PreviewFlags): RunSpec {
  const given = flags.spec === undefined ? {} : (readYaml(flags.spec) as object);
  const fields = { schedule: { preset: flags.preset }, seed: flags.seed, ...given };
  // A picture shows bytes as the model gets them, whatever the run sends.
  return { ...parseRunSpec({ ...ofOneFolder(fields), dataset: 'preview' }), dtype: 'uint8', crop: 'server' };
}

/** The picture shows one folder, whatever the mixture of the run. */
function ofOneFolder({ datasets: _, labels: __, schedule, ...fields }: PreviewFields): object {
  const { stages } = schedule as { stages?: unknown };
  if (!Array.isArray(stages)) return { ...fields, schedule };
  const alone = stages.map((stage: unknown) => ({ ...(stage as object), weights: undefined }));
  return { ...fields, schedule: { ...(schedule as object), stages: alone } };
}
