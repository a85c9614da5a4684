import { type ChannelCredentials, type ChannelOptions, connectivityState, Client as GrpcClient } from '@grpc/grpc-js';

const MIB = 1024 * 1024;

const CHANNEL_OPTIONS: ChannelOptions = {
  'grpc.max_receive_message_length': 64 * MIB,
  'grpc.max_send_message_length': MIB,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  // By default, the channel waits up to two minutes before it retries a server, which is longer than a restart takes.
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 5000,
  // A batch is a few megabytes, and a window of 64 KiB would hold each back by many round trips.
  'grpc-node.flow_control_window': 8 * MIB,
  'grpc.enable_channelz': 0,
};

/**
 * The connection of grpc-js to a server. grpc-js waits without limit for a server that accepts a connection and then
 * says nothing, as a frozen one does, or one whose host has gone. So a call that has got no answer in time replaces a
 * channel that is still connecting; calls that wait on the old one keep it until their own time is over.
 */
export class Channel {
  readonly #address: string;
  readonly #credentials: ChannelCredentials;
  readonly #options: ChannelOptions;
  /** The channels that are not closed, with the number of their calls. */
  readonly #calls = new Map<GrpcClient, number>();
  #current: GrpcClient;
  #closed = false;

  /** @param options options of grpc-js' channel, over this package's own */
  constructor(address: string, credentials: ChannelCredentials, options: ChannelOptions | undefined) {
    this.#address = address;
    this.#credentials = credentials;
    this.#options = { ...CHANNEL_OPTIONS, ...options };
    this.#current = new GrpcClient(address, credentials, this.#options);
    this.#calls.set(this.#current, 0);
  }

  /** The client for one call, which `give` takes back when the call is over. */
  take(): GrpcClient {
    this.#calls.set(this.#current, this.#calls.get(this.#current)! + 1);
    return this.#current;
  }

  /** A call is over. */
  give(grpc: GrpcClient): void {
    const calls = this.#calls.get(grpc);
    if (calls === undefined) return;
    this.#calls.set(grpc, calls - 1);
    if (calls === 1 && grpc !== this.#current) this.#close(grpc);
  }

  /** A call has had no answer in time. Returns false if that is not for want of a connection. */
  unanswered(grpc: GrpcClient): boolean {
    if (this.#closed || stateOf(grpc) === connectivityState.READY) return false;
    if (grpc === this.#current && stateOf(grpc) === connectivityState.CONNECTING) {
      // Otherwise, the new channel would share the old one's attempt to connect.
      const options = { ...this.#options, 'grpc.use_local_subchannel_pool': 1 };
      this.#current = new GrpcClient(this.#address, this.#credentials, options);
      this.#calls.set(this.#current, 0);
      if (this.#calls.get(grpc) === 0) this.#close(grpc);
    }
    return true;
  }

  /** Ends every call and every connection. */
  close(): void {
    this.#closed = true;
    for (const grpc of [...this.#calls.keys()]) this.#close(grpc);
  }

  #close(grpc: GrpcClient): void {
    this.#calls.delete(grpc);
    grpc.close();
  }
}

function stateOf(grpc: GrpcClient): connectivityState {
  return grpc.getChannel().getConnectivityState(false);
}
