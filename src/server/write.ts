/** The part of a streaming call that writing needs. */
interface WritableCall<Message> {
  write(message: Message, callback: () => void): unknown;
  once(event: 'cancelled', listener: () => void): unknown;
  off(event: 'cancelled', listener: () => void): unknown;
}

/** Writes a message; settles when the transport has taken it, or the call is over. */
export function writeMessage<Message>(call: WritableCall<Message>, message: Message): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      call.off('cancelled', done);
      resolve();
    };
    call.once('cancelled', done);
    call.write(message, done);
  });
}
