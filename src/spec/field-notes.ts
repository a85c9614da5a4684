import { z } from 'zod';

/** What generators need besides a field's type: how the absence of a value reads, and where it travels. */
export interface FieldNote {
  /** What a field without a default means where it is left out: "the run's". */
  absent?: string;
  /** For a field that takes two in the contract: the names of a single value's field and of a table's. */
  travelsAs?: { value: string; table: string };
  /** For a list in which a single number stands for all: it travels as a list of one. */
  single?: true;
  /** For `single`: the contract's revision that added the list. A server of an older one would take its last number. */
  listSince?: number;
  /** The contract's revision that added the field: a server of an older one would ignore it, and send other batches. */
  since?: number;
}

/** The notes, by the outermost schema of a field. */
export const fieldNotes = z.registry<FieldNote>();
