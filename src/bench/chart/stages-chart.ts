import type { BenchReport, BenchResult } from '../report.ts';
import { type Axis, axisTo, drawAxis } from './axis.ts';
import { box, document, label, line } from './svg.ts';
import { fitText, textWidth } from './text.ts';

const WIDTH = 900;
const MARGIN = 20;
/** From the top to the first bar: title, two rows of conditions, two rows of the legend. */
const HEAD = 146;
const ROW = 40;
const BAR = 26;
/** From the last bar to the end: the axis. */
const FOOT = 54;
/** Segments narrower than this hold no number. */
const NUMBER_WIDTH = 30;

/** The parts of a bar, in order of the work. Their colours stand out from each other, and from light and dark panels. */
const PARTS = [
  { field: 'decode_ms', name: 'decode the region', color: '#3a6ea5', dark: false },
  { field: 'resize_ms', name: 'crop, resize, flip', color: '#62b0a8', dark: true },
  { field: 'augment_ms', name: 'RandAugment', color: '#e39a45', dark: true },
  { field: 'low_frequency_ms', name: 'low-frequency crop', color: '#ad4f88', dark: false },
] as const;

const DOTTED = { class: 'ink', 'stroke-width': 1.5, 'stroke-dasharray': '2 3' };
const DASHED = { class: 'ink', 'stroke-width': 1.5, 'stroke-dasharray': '7 4' };

/** A bar for each stage with its parts, and lines for the cost of decoding only. Returns an SVG document. */
export function stagesChart({ data, machine, options, floors, results }: BenchReport): string {
  const names = results.map(
    ({ mode, bandwidth, magnitude }) => `${mode}, B = ${bandwidth}, m = ${magnitude ?? 'none'}`,
  );
  const left = MARGIN + 10 + Math.max(...names.map(textWidth));
  const right = MARGIN + Math.max(...results.map((result) => textWidth(total(result)))) + 16;
  const largest = Math.max(floors.region_ms, ...results.map((result) => result.quartiles.cpu_ms_per_image[1]));
  const axis = axisTo(largest, left, WIDTH - left - right);
  const bottom = HEAD + ROW * results.length;
  const title = 'Preprocessing: CPU time of an image, step by step';
  const spread = `median and quartiles of ${options.repetitions} repetitions`;
  const conditions = `${data.images} images, mean ${(data.mean_bytes / 1000).toFixed(1)} kB; ${spread}`;
  const where = fitText(`${data.name}; one core of ${machine.cpu}`, WIDTH - 2 * MARGIN);
  return document(WIDTH, bottom + FOOT, title, [
    label(MARGIN, 28, title, { class: 'title' }),
    label(MARGIN, 48, conditions, { class: 'note' }),
    label(MARGIN, 66, where, { class: 'note' }),
    ...legend(),
    ...floorLegend(floors),
    ...drawAxis(axis, HEAD - 8, bottom, 'CPU milliseconds per image'),
    ...results.flatMap((result, k) => bar(axis, HEAD + ROW * k, result, names[k]!)),
    ...floorLines(axis, floors, bottom),
  ]);
}

function total({ cpu_ms_per_image, images_per_second }: BenchResult): string {
  return `${cpu_ms_per_image.toFixed(2)} ms, ${images_per_second.toFixed(0)} images/s`;
}

function legend(): string[] {
  let x = MARGIN;
  return PARTS.flatMap(({ name, color }) => {
    const entry = [box(x, 83, 13, 13, { fill: color, rx: 2 }), label(x + 19, 94, name)];
    x += 40 + textWidth(name);
    return entry;
  });
}

function floorLegend({ region_ms, entropy_ms }: BenchReport['floors']): string[] {
  const region = `decoding the region alone, ${region_ms.toFixed(2)} ms`;
  const entries = [line(MARGIN, 115, MARGIN + 26, 115, DASHED), label(MARGIN + 34, 119, region)];
  if (entropy_ms === null) return entries;
  const x = MARGIN + 60 + textWidth(region);
  const entropy = `decoding at 1/8 scale (entropy decoding alone), ${entropy_ms.toFixed(2)} ms`;
  return [...entries, line(x, 115, x + 26, 115, DOTTED), label(x + 34, 119, entropy)];
}

function floorLines({ x }: Axis, { region_ms, entropy_ms }: BenchReport['floors'], bottom: number): string[] {
  const draw = (value: number, style: typeof DOTTED): string => line(x(value), HEAD - 8, x(value), bottom, style);
  return [draw(region_ms, DASHED), ...(entropy_ms === null ? [] : [draw(entropy_ms, DOTTED)])];
}

function bar({ x }: Axis, top: number, result: BenchResult, name: string): string[] {
  const middle = top + BAR / 2;
  const drawn = [label(x(0) - 10, middle + 5, name, { 'text-anchor': 'end' })];
  let start = 0;
  for (const { field, color, dark } of PARTS) {
    const end = start + result[field];
    drawn.push(box(x(start), top, x(end) - x(start), BAR, { fill: color }));
    if (x(end) - x(start) >= NUMBER_WIDTH) {
      const style = { class: dark ? 'inside dark' : 'inside', 'text-anchor': 'middle' };
      drawn.push(label((x(start) + x(end)) / 2, middle + 4, result[field].toFixed(2), style));
    }
    start = end;
  }
  const [first, third] = result.quartiles.cpu_ms_per_image;
  const whisker = line(x(first), top + BAR + 4, x(third), top + BAR + 4, { class: 'ink', 'stroke-width': 2 });
  return [...drawn, whisker, label(Math.max(x(start), x(third)) + 10, middle + 5, total(result), { class: 'figure' })];
}
