import type { WireField } from '../spec-codec.js';

/** How the fields of a run spec travel. Generated from src/spec/fields.ts and the contract. */
export const SPEC_FIELDS: readonly WireField[];
