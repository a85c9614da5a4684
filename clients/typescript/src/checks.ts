/** Checks of options. Each throws INVALID_FIELD that names the option, its value and its bound. */

import { invalidOption } from './errors.ts';
import { nearestName } from './nearest.ts';

export function whole(field: string, value: unknown, least: number, greatest: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= greatest)
    return value as number;
  throw invalidOption(field, value, `a whole number in ${least}..${greatest}`);
}

export function checkBoolean(field: string, value: unknown): void {
  if (typeof value !== 'boolean') throw invalidOption(field, value, 'true or false');
}

export function checkRun(run: unknown): asserts run is string {
  if (typeof run !== 'string' || run === '') throw invalidOption('run', run, 'the name of a run');
}

export function checkObject(field: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidOption(field, value, 'an object');
  }
}

/** Refuses an option that is not known, with the nearest name that is. */
export function checkKnown(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const bound = `left out: there is no such option; ${nearestName(unknown, known, 'options')}`;
    throw invalidOption(unknown, (options as Record<string, unknown>)[unknown], bound);
  }
}
