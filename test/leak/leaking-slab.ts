/**
 * A fault for the leak check to find: loaded before the server (`node --import`), it makes the slab lose every
 * hundredth returned slot, so that a new one is allocated.
 */
import { Slab, type Slot } from '../../src/make/slab.ts';

const EVERY = 100;
const lost: Slot[] = [];
let given = 0;
const { give } = Slab.prototype;

Slab.prototype.give = function (this: Slab, slot: Slot): void {
  given += 1;
  if (given % EVERY === 0) lost.push(slot);
  else give.call(this, slot);
};
