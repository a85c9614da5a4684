import type { Forecast, StageForecast } from '../plan/curriculum/forecast.ts';
import { sizeOf } from '../spec/stage-size.ts';
import { sizeText } from '../types.ts';
import { inBytes } from './bytes.ts';
import { table } from './table.ts';

/**
 * The plan as a table with its warnings.
 *
 * @param measured whether the ends of its stages are decided while training
 */
export function planText({ stages, total }: Forecast, measured: boolean): string {
  const columns: [string, (stage: StageForecast) => string | undefined][] = [
    ['stage', ({ index }) => String(index)],
    ['budget', ({ share }) => `${(100 * share).toFixed(1)} %`],
    ['B', (stage) => sizeText(sizeOf(stage))],
    ['batch', ({ global_batch: batch }) => String(batch)],
    ['steps', ({ steps }) => String(steps)],
    ['epochs', ({ epochs }) => epochs.toFixed(2)],
    ['images', ({ images }) => String(images)],
    ['bytes', ({ bytes }) => inBytes(bytes)],
    ['hours', ({ hours }) => hours?.toFixed(2)],
    ['images/s', ({ required_images_per_second: rate }) => rate?.toFixed(0)],
    ['MB/s', ({ megabytes_per_second: rate }) => rate?.toFixed(0)],
    ['read MB/s', ({ read_megabytes_per_second: rate }) => rate?.toFixed(0)],
    ['cores', ({ cores_needed: cores }) => cores?.toFixed(1)],
    ['nodes', ({ data_nodes: nodes }) => nodes?.toString()],
    ['replay', ({ replay_bytes: bytes }) => (bytes === undefined ? undefined : inBytes(bytes))],
  ];
  const used = columns.filter(([, cell]) => stages.some((stage) => cell(stage) !== undefined));
  const rows = stages.map((stage) => used.map(([, cell]) => cell(stage) ?? ''));
  const sums: Record<string, string> = {
    stage: 'all',
    budget: '100.0 %',
    steps: String(total.steps),
    epochs: total.epochs.toFixed(2),
    images: String(total.images),
    bytes: inBytes(total.bytes),
    hours: total.hours?.toFixed(2) ?? '',
    // No sums: what the run needs at its peak.
    'MB/s': total.megabytes_per_second?.toFixed(0) ?? '',
    nodes: total.data_nodes?.toString() ?? '',
  };
  const lines = [
    table(
      used.map(([title]) => title),
      [...rows, used.map(([title]) => sums[title] ?? '')],
    ),
  ];
  lines.push(...warningLines(stages));
  if (total.data_nodes !== undefined && total.data_nodes > 1) {
    lines.push(`${total.data_nodes} data nodes meet the highest demand; one more keeps it met while one is down.`);
  }
  if (measured)
    lines.push('The ends of these stages are decided while training, from the reported durations of steps.');
  return lines.join('\n');
}

/** A line for each warning; neighbouring stages with the same one share a line. */
function warningLines(stages: readonly StageForecast[]): string[] {
  const groups: { first: number; last: number; warning: string }[] = [];
  for (const { index, warning } of stages) {
    const before = groups.at(-1);
    if (warning === undefined) continue;
    if (before?.warning === warning && before.last === index - 1) before.last = index;
    else groups.push({ first: index, last: index, warning });
  }
  return groups.map(
    ({ first, last, warning }) =>
      `warning: ${first === last ? `stage ${first}` : `stages ${first}-${last}`}: ${warning}`,
  );
}
