import { CrescendoError } from '../../../errors.ts';
import { readFailure } from '../failure-kind.ts';
import type { Fault } from './fault.ts';

/** An object, and what people are told of it: with its place. */
export interface NamedObject {
  object: string;
  name: string;
}

/** The sample is bad, for good. */
export function missing({ object, name }: NamedObject, fault: Fault): CrescendoError {
  const changed = fault.kind === 'changed';
  const message = changed
    ? `${name} has changed: ${fault.message}; if it is the right one, index the dataset again, which keeps the runs going`
    : `cannot read ${name}: ${fault.message}, while other objects can be read`;
  return new CrescendoError('MISSING_SAMPLE', message, { object, errno: fault.code }, { cause: fault });
}

const WHY = {
  sample: ', while other objects can be read',
  away: ', and no other object can be read either',
  alone: '',
};

/**
 * The bytes could not be read in time.
 *
 * @param scope whether others can be read (`sample`), cannot (`away`), or are not known (`alone`)
 */
export function readFailed({ object, name }: NamedObject, fault: Fault, scope: keyof typeof WHY): CrescendoError {
  const message = `cannot read ${name}: ${fault.message} (${fault.code})${WHY[scope]}`;
  return readFailure(scope === 'sample' ? 'sample' : 'storage', message, { object, errno: fault.code }, fault);
}
