/** A panel of a chart: two axes, and marks by their values. */
import { roundStep } from '../../src/bench/chart/axis.ts';
import { element, label, line } from '../../src/bench/chart/svg.ts';

/** The place of a panel's plot in pixels, without its labels. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The values of an axis: its ends, the marked ones, and their format. */
export interface Scale {
  low: number;
  high: number;
  ticks: number[];
  text(value: number): string;
}

export interface Point {
  x: number;
  y: number;
}

/** A scale of percent that holds all `values` (0..1) and ends on round numbers. */
export function percentScale(values: readonly number[]): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = roundStep(Math.max(most - least, 0.01) / 6);
  const [low, high] = [Math.max(0, Math.floor(least / step)), Math.ceil(most / step)];
  const ticks = Array.from({ length: Math.max(1, high - low) + 1 }, (_, k) => (low + k) * step);
  const decimals = step < 0.01 ? 1 : 0;
  return { low: ticks[0]!, high: ticks.at(-1)!, ticks, text: (value) => `${(value * 100).toFixed(decimals)} %` };
}

export class Panel {
  readonly #place: Place;
  readonly #horizontal: Scale;
  readonly #vertical: Scale;

  constructor(place: Place, horizontal: Scale, vertical: Scale) {
    this.#place = place;
    this.#horizontal = horizontal;
    this.#vertical = vertical;
  }

  /** A place in pixels of a point in values. */
  at({ x, y }: Point): Point {
    const { left, top, width, height } = this.#place;
    return { x: left + share(this.#horizontal, x) * width, y: top + (1 - share(this.#vertical, y)) * height };
  }

  /**
   * Grid, ticks, the title above and the name of the horizontal axis below.
   *
   * @param above from the plot to the title, in pixels
   */
  frame(title: string, unit: string, above = 14): string[] {
    const { left, top, width, height } = this.#place;
    const bottom = top + height;
    return [
      label(left, top - above, title, { class: 'title' }),
      ...this.#horizontal.ticks.flatMap((tick) => {
        const { x } = this.at({ x: tick, y: this.#vertical.low });
        const text = label(x, bottom + 17, this.#horizontal.text(tick), { class: 'note', 'text-anchor': 'middle' });
        return [line(x, top, x, bottom, { class: 'grid' }), text];
      }),
      ...this.#vertical.ticks.flatMap((tick) => {
        const { y } = this.at({ x: this.#horizontal.low, y: tick });
        const text = label(left - 8, y + 4, this.#vertical.text(tick), { class: 'note', 'text-anchor': 'end' });
        return [line(left, y, left + width, y, { class: 'grid' }), text];
      }),
      label(left + width / 2, bottom + 37, unit, { 'text-anchor': 'middle' }),
    ];
  }

  /** A line through points, in their order. */
  path(points: readonly Point[], color: string): string {
    const places = points.map((point) => this.at(point));
    const text = places.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' ');
    return element('polyline', { points: text, fill: 'none', stroke: color, 'stroke-width': 2 });
  }

  dot(point: Point, color: string, radius: number, opacity = 1): string {
    const { x, y } = this.at(point);
    return element('circle', { cx: x, cy: y, r: radius, fill: color, opacity });
  }
}

function share({ low, high }: Scale, value: number): number {
  return (value - low) / (high - low);
}
