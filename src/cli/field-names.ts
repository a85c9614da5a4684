/** Names that differ from the spec's in more than their spelling. */
const SPEC_NAMES: Readonly<Record<string, string>> = { filter: 'interpolation', fitting: 'base_micro_batch' };

/** Plain data with the names that a run spec uses, `snake_case`, for its fields. Values stay as they are. */
export function withSpecNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSpecNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [specName(name), withSpecNames(field)]));
}

function specName(name: string): string {
  return SPEC_NAMES[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
