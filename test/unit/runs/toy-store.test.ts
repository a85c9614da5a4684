import { testRunStore } from '../../conformance/run-store.ts';
import { newToyState, ToyStore } from '../../support/toy-store.ts';

testRunStore('a toy store', () => {
  const state = newToyState();
  return { open: async () => new ToyStore(state), durable: true, shared: true };
});
