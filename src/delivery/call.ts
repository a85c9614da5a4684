import type { crescendo } from '@crescendo/proto';
import type { ServerDuplexStream } from '@grpc/grpc-js';

/** The server's side of a StreamBatches call. */
export type BatchCall = ServerDuplexStream<crescendo.v1.StreamBatchesRequest, Uint8Array>;
