import type { SpecPart } from './definition.ts';

const NOTE = '/** How the fields of a run spec travel. Generated from src/spec/fields.ts and the contract. */\n';

/** The table by which proto/spec-codec.ts converts specs, as a module. */
export function wireTable(spec: SpecPart): string {
  const fields = spec.fields.map(({ wire }) => wire);
  return `${NOTE}export const SPEC_FIELDS = ${JSON.stringify(fields, null, 2)};\n`;
}

/** The types of that module. */
export function wireTableTypes(): string {
  return `import type { WireField } from '../spec-codec.js';\n\n${NOTE}export const SPEC_FIELDS: readonly WireField[];\n`;
}
