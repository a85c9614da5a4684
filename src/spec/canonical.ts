/**
 * The canonical form of a run spec: what of it shapes batches, without the fields that have their default. Equal batches
 * have equal forms, whether a field was written out or left out, and whether the release that stored the spec knew it.
 *
 * A run's digest and schedule token come from this form when the run is made. The store keeps the digest from then on,
 * so runs that an older release made keep the digest and token that their clients know: specs are compared by their
 * canonical form, never by their digests.
 */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { OPERATIONAL_FIELDS, type RunSpec, runSpecSchema } from './fields.ts';

/**
 * The version of the defaults, which is part of every digest. A default that is left out of the canonical form has no
 * other place where it is written down, so it must not change: changing one makes equal digests stand for other batches,
 * and needs a new version here. A new field needs none, as its default is what servers did before it existed.
 * test/golden/specs.json has the defaults of this version.
 */
export const SPEC_VERSION = 1;

export type CanonicalSpec = Readonly<Record<string, unknown>>;

/** The fields that shape batches and differ from their defaults, at every depth, names in order. */
export function canonicalSpec(spec: RunSpec): CanonicalSpec {
  const fields = Object.entries(spec).filter(([name]) => !OPERATIONAL_FIELDS.has(name));
  return withoutDefaults(runSpecSchema, Object.fromEntries(fields)) as CanonicalSpec;
}

/** SHA-256 of the canonical form, in hexadecimal. */
export function specDigest(spec: RunSpec): string {
  const text = JSON.stringify({ version: SPEC_VERSION, spec: canonicalSpec(spec) });
  return createHash('sha256').update(text).digest('hex');
}

/** Names of the batch-shaping fields in which two specs differ. */
export function differingFields(a: RunSpec, b: RunSpec): (keyof RunSpec)[] {
  const [one, other] = [canonicalSpec(a), canonicalSpec(b)];
  const names = Object.keys(runSpecSchema.shape) as (keyof RunSpec)[];
  return names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}

/** True if two specs are the same in every field, those that do not shape batches included. */
export function sameSpec(a: RunSpec, b: RunSpec): boolean {
  const [one, other] = [a, b].map((spec) => JSON.stringify(withoutDefaults(runSpecSchema, spec)));
  return one === other;
}

/** A value that a schema has parsed, without what it has filled in. */
function withoutDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return withoutDefaults(schema.def.innerType, value);
  }
  if (schema instanceof z.ZodPipe) return withoutDefaults(schema.def.in, value);
  if (schema instanceof z.ZodUnion) {
    const branch = schema.def.options.find((option) => z.safeParse(option, value).success);
    return branch === undefined ? inOrder(value) : withoutDefaults(branch, value);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((entry) => withoutDefaults(schema.def.element, entry));
  }
  if (schema instanceof z.ZodObject && isObject(value)) {
    const given = Object.entries(value).filter(
      ([name, field]) => field !== undefined && !hasDefault(schema, name, field),
    );
    return inOrder(Object.fromEntries(given.map(([name, field]) => [name, fieldOf(schema, name, field)])));
  }
  return inOrder(value);
}

function fieldOf(schema: z.ZodObject, name: string, value: unknown): unknown {
  const field = schema.shape[name];
  return field === undefined ? inOrder(value) : withoutDefaults(field, value);
}

function hasDefault(schema: z.ZodObject, name: string, value: unknown): boolean {
  const field = schema.shape[name];
  return (
    field instanceof z.ZodDefault && JSON.stringify(inOrder(field.def.defaultValue)) === JSON.stringify(inOrder(value))
  );
}

/** The value with the names of its fields in order, at every depth. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, inOrder(field)]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
