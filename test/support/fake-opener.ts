/** Opens fake storages in the thread of a cache. */
import { FakeRemote } from './fake-remote.ts';

export function openFake(place: string): FakeRemote {
  if (place.startsWith('slow:')) return new FakeRemote({ latency: () => 20 });
  if (place.startsWith('away:')) {
    return new FakeRemote({
      fail: () => {
        throw new Error('the storage is away');
      },
    });
  }
  return new FakeRemote();
}
