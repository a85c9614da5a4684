import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';

/**
 * The names that a pattern with braces stands for, in its order: `a-{000..002}.tar` counts with leading zeros, and
 * `{train,val}.tar` lists. Parts in braces may be nested, and there may be several. A pattern without braces stands for
 * itself. Throws INVALID_FIELD.
 */
export function expandBraces(pattern: string): string[] {
  const open = pattern.indexOf('{');
  if (open === -1) {
    if (pattern.includes('}')) throw wrong(pattern, 'a } has no {');
    return [pattern];
  }
  const close = closing(pattern, open);
  const inner = pattern.slice(open + 1, close);
  const before = pattern.slice(0, open);
  const choices = range(inner, pattern) ?? alternatives(inner, pattern).flatMap(expandBraces);
  const rests = expandBraces(pattern.slice(close + 1));
  if (choices.length * rests.length > LIMITS.patternNames)
    throw wrong(pattern, `it stands for more than ${LIMITS.patternNames} names`);
  return choices.flatMap((choice) => rests.map((rest) => before + choice + rest));
}

function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let at = open; at < pattern.length; at += 1) {
    if (pattern[at] === '{') depth += 1;
    if (pattern[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw wrong(pattern, 'a { has no }');
}

function range(inner: string, pattern: string): string[] | undefined {
  const match = /^(\d+)\.\.(\d+)$/.exec(inner);
  if (match === null) return undefined;
  const [first, last] = [Number(match[1]), Number(match[2])];
  if (first > last) throw wrong(pattern, `the range ${inner} counts down`);
  if (last - first >= LIMITS.patternNames) throw wrong(pattern, `it stands for more than ${LIMITS.patternNames} names`);
  // As in a shell: as many digits as the longer of the two ends, if one of them begins with 0.
  const padded = [match[1]!, match[2]!].some((text) => text.length > 1 && text.startsWith('0'));
  const digits = padded ? Math.max(match[1]!.length, match[2]!.length) : 0;
  return Array.from({ length: last - first + 1 }, (_, k) => String(first + k).padStart(digits, '0'));
}

/** The parts between the commas that are in no inner braces. */
function alternatives(inner: string, pattern: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of inner) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  if (parts.length === 1) {
    throw wrong(pattern, `{${inner}} is neither a range such as {0000..0123} nor a list such as {a,b}`);
  }
  return parts;
}

function wrong(pattern: string, why: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `the pattern ${pattern}: ${why}`, { field: 'root', value: pattern });
}
