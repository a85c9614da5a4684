/** The catalogue of operations: each is a record in a file of its own, and has one line here. */

import { CrescendoError } from '../../errors.ts';
import type { OperationRules } from '../../plan/sampling/randaugment/levels.ts';
import { AUTO_CONTRAST } from './auto-contrast.ts';
import { BRIGHTNESS } from './brightness.ts';
import { COLOR } from './color.ts';
import { CONTRAST } from './contrast.ts';
import { DESATURATE } from './desaturate.ts';
import { EQUALIZE } from './equalize.ts';
import { GAUSSIAN_BLUR } from './gaussian-blur.ts';
import { GAUSSIAN_BLUR_23 } from './gaussian-blur-23.ts';
import { GRAYSCALE } from './grayscale.ts';
import { HUE } from './hue.ts';
import { INVERT } from './invert.ts';
import type { Operation } from './operation.ts';
import { POSTERIZE } from './posterize.ts';
import { ROTATE } from './rotate.ts';
import { SHARPNESS } from './sharpness.ts';
import { SHEAR_X, SHEAR_Y } from './shear.ts';
import { SOLARIZE } from './solarize.ts';
import { SOLARIZE_ADD } from './solarize-add.ts';
import { TRANSLATE_X, TRANSLATE_X_REL, TRANSLATE_Y, TRANSLATE_Y_REL } from './translate.ts';

/** All operations, in the order of the cost table. */
export const OPERATIONS: readonly Operation[] = [
  ...[AUTO_CONTRAST, EQUALIZE, INVERT, POSTERIZE, SOLARIZE, SOLARIZE_ADD, BRIGHTNESS, CONTRAST],
  ...[COLOR, SHARPNESS, DESATURATE, GAUSSIAN_BLUR, GRAYSCALE, HUE, GAUSSIAN_BLUR_23],
  ...[ROTATE, SHEAR_X, SHEAR_Y, TRANSLATE_X, TRANSLATE_Y, TRANSLATE_X_REL, TRANSLATE_Y_REL],
];

const BY_NAME: ReadonlyMap<string, Operation> = new Map(
  OPERATIONS.flatMap((operation) =>
    [operation.name, ...Object.keys(operation.levels ?? {})].map((name) => [name, operation] as const),
  ),
);

/** Every name that a plan may use: of operations, and of forms that differ from one in the level rule only. */
export const OPERATION_NAMES: readonly string[] = [...BY_NAME.keys()];

/** What planning needs of the catalogue: the operations of RandAugment. */
export const OPERATION_RULES: OperationRules = new Map(
  OPERATIONS.flatMap(({ levels = {}, execution }) =>
    Object.entries(levels).map(
      ([name, level]) => [name, { geometric: 'moves' in execution, level: level ?? undefined }] as const,
    ),
  ),
);

/** @throws INVALID_FIELD if there is no such operation */
export function operationNamed(name: string): Operation {
  const operation = BY_NAME.get(name);
  if (operation !== undefined) return operation;
  const known = OPERATION_NAMES.join(', ');
  throw new CrescendoError('INVALID_FIELD', `there is no operation ${name}; there are ${known}`, {
    field: 'operation',
    value: name,
  });
}

/** True if the operation moves pixels, and so interpolates. */
export function isGeometric(name: string): boolean {
  return 'moves' in operationNamed(name).execution;
}
