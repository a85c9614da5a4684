import { camelCase } from '@crescendo/proto';
import { closest, distance } from 'fastest-levenshtein';

/** What other libraries call a field, without case. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  batchsize: 'globalBatch',
  epochs: 'equivalentEpochs',
  imgsize: 'baseSize',
  imagesize: 'baseSize',
  autoaugment: 'randaugment',
  hflip: 'horizontalFlip',
  reprob: 'erasing',
  mixup: 'mixing',
  cutmix: 'mixing',
  numreplicas: 'worldSize',
};

/** The question whether a known name was meant, or else the list of them. */
export function nearestName(name: string, known: readonly string[], kind: string): string {
  const plain = camelCase(name).toLowerCase();
  const elsewhere = ELSEWHERE[plain];
  const begun = known.filter((each) => plain.length > 2 && each.toLowerCase().startsWith(plain));
  if (elsewhere !== undefined && known.includes(elsewhere)) return `did you mean ${elsewhere}?`;
  const nearest = begun.length === 1 ? begun[0]! : closest(camelCase(name), [...known]);
  const far = distance(plain, nearest.toLowerCase()) > Math.max(1, nearest.length / 3);
  return far && begun.length !== 1 ? `the ${kind} are ${known.join(', ')}` : `did you mean ${nearest}?`;
}
