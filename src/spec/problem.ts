/** What is wrong with a spec, and the error that says so. */

import type { z } from 'zod';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { nearest } from './nearest.ts';
import { validKeys } from './valid-keys.ts';

export interface Problem {
  /** Path of the field. */
  field: string;
  value: number | string;
  /** What the value must be. */
  rule: string;
}

/** The error for a field whose value breaks a rule. */
export function problemError({ field, value, rule }: Problem): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `invalid run spec: ${field}: ${rule} (given: ${value})`, {
    field,
    fields: field,
    value: String(value),
  });
}

type Issue = z.core.$ZodIssue;

interface FieldIssue {
  path: string;
  message: string;
  bound: string | undefined;
  /** True if the field must be given, and is not. */
  missing: boolean;
}

/** A failed union hides the issues of its branches. The user gets those of the branch that fits best, first by type. */
function flattenIssues(issues: readonly Issue[], prefix: readonly PropertyKey[] = []): FieldIssue[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const best = [...issue.errors].sort(
        (a, b) => depth(b) - depth(a) || misfits(a) - misfits(b) || a.length - b.length,
      )[0]!;
      return flattenIssues(best, path);
    }
    const at = path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField(at, key));
    const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    // zod tells of a missing value in words only.
    const missing = issue.code === 'invalid_type' && message.endsWith('received undefined');
    return [{ path: at, message, bound: boundOf(issue), missing }];
  });
}

/** @param parent path of the mapping that has the field; empty for the spec itself */
function unknownField(parent: string, key: string): FieldIssue {
  const valid = validKeys(parent);
  const meant = nearest(key, valid);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  const message = `unknown field ${key}${hint}; the fields ${parent === '' ? 'of a run' : `of ${parent}`} are ${valid.join(', ')}`;
  return { path: parent, message, bound: valid.join(', '), missing: false };
}

/** The allowed values, for programs: a number's limit, or the list of words; undefined for any other issue. */
function boundOf(issue: Issue): string | undefined {
  if (issue.code === 'too_big') return String(issue.maximum);
  if (issue.code === 'too_small') return String(issue.minimum);
  return issue.code === 'invalid_value' ? issue.values.map(String).join(', ') : undefined;
}

/** Issues about a wrong type. */
const misfits = (issues: readonly Issue[]): number =>
  issues.filter(({ code, path }) => code === 'invalid_type' && path.length === 0).length;

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

/** The error for what a schema refuses. */
export function schemaError(error: z.ZodError, input: unknown): CrescendoError {
  const all = flattenIssues(error.issues);
  const issues = all.slice(0, LIMITS.fieldsNamed);
  const described = issues.map(({ path, message, missing }) => {
    const value = valueAt(input, path);
    if (path !== '' && missing) return `${path}: must be given`;
    const given = value === undefined ? '' : ` (given: ${shortened(JSON.stringify(value))})`;
    return `${path || 'spec'}: ${message}${given}`;
  });
  if (all.length > issues.length) described.push(`and ${all.length - issues.length} more`);
  const [first] = issues;
  const value = first && valueAt(input, first.path);
  return new CrescendoError('INVALID_FIELD', `invalid run spec: ${described.join('; ')}`, {
    field: first?.path ?? '',
    fields: issues.map((issue) => issue.path).join(','),
    ...(value === undefined ? {} : { value: String(value) }),
    ...(first?.bound === undefined ? {} : { bound: first.bound }),
  });
}

/** A text of any length, cut to what a line of a log may hold. */
function shortened(text: string): string {
  return text.length <= LIMITS.nameLength ? text : `${text.slice(0, LIMITS.nameLength)}…`;
}

function valueAt(input: unknown, path: string): unknown {
  let value = input;
  for (const part of path === '' ? [] : path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  // Of what is long, the rule says enough.
  const short = Array.isArray(value) && value.length <= 4 && value.every((item) => typeof item !== 'object');
  return typeof value === 'object' && !short ? undefined : value;
}
