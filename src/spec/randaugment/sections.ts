/** The sections of timm's config strings, which `-` separates. */

import { CrescendoError } from '../../errors.ts';

/** A section's key and value, split at its first digit; undefined without a digit, which means nothing to timm. */
export function splitSection(section: string): { key: string; value: string } | undefined {
  const digit = section.search(/\d/);
  return digit < 0 ? undefined : { key: section.slice(0, digit), value: section.slice(digit) };
}

/** What Python's `int` accepts among the texts that begin with a digit. Throws INVALID_FIELD. */
export function integerOf(config: string, section: string, text: string): number {
  if (!/^\d+(_\d+)*\s*$/.test(text)) throw invalid(config, section, `"${text}" is not a whole number`);
  return Number(text.replaceAll('_', ''));
}

/** What Python's `float` accepts among the texts that begin with a digit. Throws INVALID_FIELD. */
export function floatOf(config: string, section: string, text: string): number {
  const digits = /^\d+(_\d+)*(\.(\d+(_\d+)*)?)?([eE][+]?\d+(_\d+)*)?\s*$/;
  if (!digits.test(text)) throw invalid(config, section, `"${text}" is not a number`);
  return Number(text.replaceAll('_', ''));
}

/** The error for a section that timm would not accept, or that cannot be drawn from. */
export function invalid(config: string, section: string, why: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `randaugment "${config}": section "${section}": ${why}`, {
    field: 'randaugment',
    value: config,
    section,
  });
}
