/** The reproduction's charts, as SVG: accuracy by compute, and accuracy on low frequencies over training. */
import { box, document, label, line } from '../../src/bench/chart/svg.ts';
import { textWidth } from '../../src/bench/chart/text.ts';
import type { Dataset } from './experiment.ts';
import { Panel, type Place, percentScale, type Scale } from './panel.ts';
import { ARM_NAMES } from './print.ts';
import { baselineOf, type Cell, cellsOf, type Finished } from './summary.ts';

const WIDTH = 900;
const MARGIN = 20;
/** From the edge to the plot: room for the values of the vertical axis. */
const LEFT = 66;
const PLOT = { width: 360, height: 250 };
const COLUMN = 440;
/** From the top to the first plot: title, conditions, legend, the panel's own title and legend. */
const HEAD = 122;
/** From one plot to the next below it: its axis, and a title. */
const GAP = 106;
const FOOT = 54;

const ARM_COLORS = { constant: '#8a8178', exact: '#3a6ea5', matched: '#ad4f88', ramp: '#e39a45' } as const;
/** From the lowest frequencies to the whole image. */
const BANDWIDTH_COLORS = ['#e39a45', '#cf6a4f', '#ad4f88', '#6d58a0', '#3a6ea5'];

const BUDGET_SCALE: Scale = { low: 0, high: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], text: (value) => value.toFixed(1) };

/** A dataset and its finished runs. */
export interface Study {
  dataset: Dataset;
  runs: readonly Finished[];
}

/**
 * A panel for each dataset: mean accuracy by compute, with a bar of one standard deviation to each side and a pale dot
 * for each seed; the dashed line is the baseline's accuracy.
 *
 * @param studies one or more
 * @param conditions a line below the title
 */
export function accuracyChart(studies: readonly Study[], conditions: string): string {
  const title = 'Accuracy by compute';
  const arms = new Set(studies.flatMap(({ runs }) => runs.map(({ arm }) => arm)));
  const names = [...arms].map((arm) => [ARM_NAMES[arm], ARM_COLORS[arm]] as const);
  const drawn = studies.flatMap((study, k) => accuracyPanel(study, placeOf(k)));
  return page(title, conditions, studies.length, [...legend(names), ...drawn]);
}

function accuracyPanel({ dataset, runs }: Study, place: Place): string[] {
  const cells = cellsOf(runs);
  const baseline = baselineOf(cells);
  const unit = baseline?.flops ?? Math.max(...cells.map(({ flops }) => flops));
  const reach = cells.flatMap(({ accuracy, spread }) => [accuracy - (spread ?? 0), accuracy + (spread ?? 0)]);
  const horizontal: Scale = {
    low: 0.4,
    high: 1.1,
    ticks: [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1],
    text: (v) => v.toFixed(1),
  };
  const panel = new Panel(place, horizontal, percentScale([...reach, ...runs.map(({ result }) => result.accuracy)]));
  const drawn = panel.frame(dataset.title, "FLOPs, of the baseline's");
  if (baseline !== undefined) {
    const { y } = panel.at({ x: 1, y: baseline.accuracy });
    drawn.push(line(place.left, y, place.left + place.width, y, { class: 'ink', 'stroke-dasharray': '7 4' }));
  }
  for (const { arm, result } of runs) {
    drawn.push(panel.dot({ x: result.flops / unit, y: result.accuracy }, ARM_COLORS[arm], 3, 0.4));
  }
  for (const of of Map.groupBy(cells, ({ arm }) => arm).values()) drawn.push(...series(panel, of, unit));
  return drawn;
}

function series(panel: Panel, cells: readonly Cell[], unit: number): string[] {
  const color = ARM_COLORS[cells[0]!.arm];
  const points = cells.map(({ flops, accuracy }) => ({ x: flops / unit, y: accuracy }));
  const bars = cells.map(({ spread }, k) => {
    const { x, y } = points[k]!;
    const [above, below] = [panel.at({ x, y: y + (spread ?? 0) }), panel.at({ x, y: y - (spread ?? 0) })];
    return line(above.x, above.y, below.x, below.y, { stroke: color, 'stroke-width': 2 });
  });
  return [panel.path(points, color), ...bars, ...points.map((point) => panel.dot(point, color, 5))];
}

/**
 * A row for each dataset with a panel for each observed schedule: accuracy on validation images that were low-passed to
 * some bandwidths, over the budget of the run. Returns undefined if no run was observed.
 */
export function frequencyChart(studies: readonly Study[], conditions: string): string | undefined {
  const panels = studies.flatMap(({ dataset, runs }) => {
    const observed = runs.filter(({ result }) => result.observations.length > 0);
    const values = observed.flatMap(({ result }) => result.observations.flatMap(({ accuracy }) => accuracy));
    return observed.map((run) => ({ dataset, run, vertical: percentScale([0, ...values]) }));
  });
  if (panels.length === 0) return undefined;
  const title = 'Accuracy on low-passed validation images, over training';
  return page(
    title,
    conditions,
    panels.length,
    panels.flatMap(({ dataset, run, vertical }, k) => frequencyPanel(dataset, run, vertical, placeOf(k))),
  );
}

function frequencyPanel(dataset: Dataset, { arm, job, result }: Finished, vertical: Scale, place: Place): string[] {
  const panel = new Panel(place, BUDGET_SCALE, vertical);
  const lines = job.bandwidths.map((_, b) =>
    panel.path(
      result.observations.map(({ budget, accuracy }) => ({ x: budget, y: accuracy[b]! })),
      BANDWIDTH_COLORS[b]!,
    ),
  );
  let x = place.left;
  const key = job.bandwidths.flatMap((bandwidth, b) => {
    const name = bandwidth === dataset.baseSize ? 'whole' : `B = ${bandwidth}`;
    const entry = [
      box(x, place.top - 22, 11, 11, { fill: BANDWIDTH_COLORS[b]!, rx: 2 }),
      label(x + 15, place.top - 12, name, { class: 'note' }),
    ];
    x += 24 + textWidth(name);
    return entry;
  });
  const name = `${dataset.title.replace(/ \(.*/, '')}, ${ARM_NAMES[arm]}`;
  return [...panel.frame(name, 'budget spent', 34), ...lines, ...key];
}

/** Two panels in a row. */
function placeOf(k: number): Place {
  return { left: LEFT + COLUMN * (k % 2), top: HEAD + (PLOT.height + GAP) * Math.floor(k / 2), ...PLOT };
}

function page(title: string, conditions: string, panels: number, drawn: readonly string[]): string {
  const rows = Math.ceil(panels / 2);
  const height = HEAD + rows * PLOT.height + (rows - 1) * GAP + FOOT;
  return document(WIDTH, height, title, [
    label(MARGIN, 28, title, { class: 'title' }),
    label(MARGIN, 48, conditions, { class: 'note' }),
    ...drawn,
  ]);
}

function legend(entries: readonly (readonly [name: string, color: string])[]): string[] {
  let x = MARGIN;
  return entries.flatMap(([name, color]) => {
    const entry = [box(x, 63, 13, 13, { fill: color, rx: 2 }), label(x + 19, 74, name)];
    x += 40 + textWidth(name);
    return entry;
  });
}
