import { type Code, toCrescendoError } from '../errors.ts';

/** Exit codes of the command line. */
export const EXIT = { ok: 0, internal: 1, usage: 2, data: 3, unavailable: 4 } as const;

const BY_CODE: Readonly<Record<Code, number>> = {
  INVALID_ARGUMENT: EXIT.usage,
  NOT_FOUND: EXIT.usage,
  UNAUTHENTICATED: EXIT.usage,
  PERMISSION_DENIED: EXIT.usage,
  FAILED_PRECONDITION: EXIT.usage,
  OUT_OF_RANGE: EXIT.usage,
  UNIMPLEMENTED: EXIT.usage,
  DATA_LOSS: EXIT.data,
  RESOURCE_EXHAUSTED: EXIT.unavailable,
  UNAVAILABLE: EXIT.unavailable,
  INTERNAL: EXIT.internal,
};

/** Prints an error for a person (with its stack if it is a fault of Crescendo) and returns the exit code. */
export function report(thrown: unknown): number {
  const error = toCrescendoError(thrown);
  console.error(`crescendo: ${error.message}`);
  if (error.reason === 'INTERNAL' && thrown instanceof Error) console.error(thrown.stack);
  return BY_CODE[error.code];
}
