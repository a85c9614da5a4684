/** The server's names of fields in the spelling of this client's callers. */

import { camelCase, SPEC_FIELDS, type WireField } from '@crescendo/proto';

/** Names of requests that are in no spec. */
const REQUEST_NAMES = ['consumed_step', 'step_seconds', 'first_step', 'schedule_token', 'client_version'];

function namesOf(fields: readonly WireField[]): string[] {
  return fields.flatMap(({ name, fields: within = [] }) => [name, ...namesOf(within)]);
}

const NAMES = new Set([...namesOf(SPEC_FIELDS), ...REQUEST_NAMES].filter((name) => name.includes('_')));

/**
 * A text of the server with its names of fields in camel case. What is part of a path or stands in quotes is a value of
 * the user's, and stays.
 */
export function inCallersSpelling(text: string): string {
  return text.replace(/(?<![\w/"'\\-])[a-z]+(?:_[a-z]+)+(?![\w/"'\\-])/g, (name) =>
    NAMES.has(name) ? camelCase(name) : name,
  );
}
