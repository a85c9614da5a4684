/** How the images of a batch are mixed, as a message. */
import type { crescendo } from '@crescendo/proto';
import type { SampleMix } from '../plan/sampling/mixing/plan.ts';

/** @param applied true if the server has mixed the pixels */
export function mixingMessage(mixing: readonly SampleMix[], applied: boolean): crescendo.v1.IMixing {
  const boxed = mixing.some(({ box }) => box !== undefined);
  const none = { x: 0, y: 0, width: 0, height: 0 };
  return {
    applied,
    partners: mixing.map(({ partner }) => partner),
    lambdas: mixing.map(({ lambda }) => lambda),
    boxes: boxed ? mixing.flatMap(({ box = none }) => [box.x, box.y, box.width, box.height]) : [],
  };
}
