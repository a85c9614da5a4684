import { label, line } from './svg.ts';

/** A horizontal axis from 0: where a value lies, and which values are marked. */
export interface Axis {
  x(value: number): number;
  ticks: number[];
}

const TICKS_ABOUT = 7;

/**
 * @param largest value that must fit, above 0
 * @param left where 0 lies, in pixels
 * @param width of the axis, in pixels
 */
export function axisTo(largest: number, left: number, width: number): Axis {
  const step = roundStep(largest / TICKS_ABOUT);
  const end = Math.ceil(largest / step) * step;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, k) => k * step);
  return { x: (value) => left + (value / end) * width, ticks };
}

/** The least 1, 2 or 5 times a power of ten that is not below `step`. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= step * (1 - 1e-9))!;
}

/** Grid lines with their values below, and the unit below those. */
export function drawAxis({ x, ticks }: Axis, top: number, bottom: number, unit: string): string[] {
  const decimals = Math.max(0, -Math.floor(Math.log10(ticks[1]!)));
  const marks = ticks.flatMap((tick) => [
    line(x(tick), top, x(tick), bottom, { class: 'grid' }),
    label(x(tick), bottom + 17, tick.toFixed(decimals), { class: 'note', 'text-anchor': 'middle' }),
  ]);
  return [...marks, label((x(0) + x(ticks.at(-1)!)) / 2, bottom + 37, unit, { 'text-anchor': 'middle' })];
}
