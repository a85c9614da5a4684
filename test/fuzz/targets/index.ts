/** All targets: a new one is a file of this folder and an entry here. */
import type { FuzzTarget } from '../target.ts';
import { handshakeTarget } from './handshake.ts';
import { avifTarget, imageTarget, pngTarget } from './images.ts';
import { manifestTarget } from './manifest.ts';
import { messagesTarget } from './messages.ts';
import { requestTarget } from './request.ts';
import { s3ListsTarget } from './s3-lists.ts';
import { parquetTarget, tarTarget, tfrecordTarget } from './shards.ts';
import { specTarget } from './spec.ts';
import { stateTarget } from './state.ts';

export const TARGETS: readonly FuzzTarget[] = [
  imageTarget,
  pngTarget,
  avifTarget,
  manifestTarget,
  s3ListsTarget,
  tarTarget,
  parquetTarget,
  tfrecordTarget,
  specTarget,
  requestTarget,
  stateTarget,
  messagesTarget,
  handshakeTarget,
];
