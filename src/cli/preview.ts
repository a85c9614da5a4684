import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { parse } from 'yaml';
import { openFolder } from '../dataset/open-folder.ts';
import { openSource } from '../dataset/open-source.ts';
import { Decoder } from '../pixels/decode/index.ts';
import { PixelEngine } from '../pixels/kernels/engine.ts';
import { loadKernels } from '../pixels/kernels/module.ts';
import { augmentationAt } from '../plan/curriculum/augmentation.ts';
import { scheduleOf } from '../plan/curriculum/planned-schedule.ts';
import type { Stage } from '../plan/curriculum/schedule.ts';
import { SampleOrder } from '../plan/sampling/position.ts';
import { samplingPlan } from '../plan/sampling-plan.ts';
import { PRESET_NAMES } from '../spec/presets.ts';
import { parseRunSpec, type RunSpec } from '../spec/spec.ts';
import { contactSheet, writePng } from './contact-sheet.ts';
import { integer } from './options.ts';

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
    .requiredOption('--data <dir>', 'an image folder (one folder for each class)')
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
  const dataset = await openFolder('preview', flags.data, undefined);
  const spec = previewSpec(flags);
  const { sampleCount } = dataset.manifest;
  // The picture shows each stage once, whatever its length, so the budget does not matter.
  const stages = scheduleOf({ ...spec, budget: { steps: PREVIEW_STEPS }, cost: 'quadratic' }, sampleCount);
  const order = new SampleOrder(sampleCount, spec.seed);
  const indices = Array.from({ length: Math.min(flags.images, sampleCount) }, (_, k) => order.at(k).index);
  const decoder = new Decoder();
  const plans = stages.map((stage) => samplingPlan(spec, stage, augmentationAt(stage, stage.firstStep)));
  const source = openSource(dataset.source);
  const sheet = await contactSheet({ engine: new PixelEngine(loadKernels()), decoder }, source, plans, indices);
  decoder.close();
  await writePng(sheet, flags.output);
  const rows = stages.map((stage: Stage) => ({ stage: stage.index, bandwidth: stage.bandwidth }));
  if (flags.json)
    console.log(JSON.stringify({ output: flags.output, rows, keys: indices.map((k) => dataset.manifest.key(k)) }));
  else console.log(`${flags.output}: ${sheet.width} x ${sheet.height}, a row for each of ${rows.length} stages`);
}

function previewSpec(flags: PreviewFlags): RunSpec {
  const given: unknown = flags.spec === undefined ? {} : parse(readFileSync(flags.spec, 'utf8'));
  const fields = { schedule: { preset: flags.preset }, seed: flags.seed, ...(given as object) };
  // A picture shows bytes as the model gets them, whatever the run sends.
  return { ...parseRunSpec({ ...fields, dataset: 'preview' }), dtype: 'uint8', crop: 'server' };
}
