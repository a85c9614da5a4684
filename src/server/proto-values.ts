/** What proto3 leaves open: enum numbers, and fields that were not given. */

/**
 * The word for an enum's number; undefined for "unspecified", and for an unknown number a text that no check lets pass.
 */
export function word(names: Readonly<Record<string, number>>, value: number | null | undefined): string | undefined {
  if (value === 0 || value === null || value === undefined) return undefined;
  return Object.entries(names).find(([, number]) => number === value)?.[0] ?? `unknown value ${value}`;
}

/** Zero is proto3's word for a field that was not given. */
export function given(value: number | null | undefined): number | undefined {
  return value === 0 || value === null ? undefined : value;
}

/** So is an empty list. */
export function list<Value>(values: Value[] | null | undefined): Value[] | undefined {
  return values?.length ? values : undefined;
}

/** Protobuf maps with whole numbers as keys have them as texts here. */
export function sideTable(map: Record<string, number> | null | undefined): Record<string, number> | undefined {
  return map && Object.keys(map).length > 0 ? { ...map } : undefined;
}
