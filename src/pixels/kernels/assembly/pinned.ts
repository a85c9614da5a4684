/** Where `pinned` puts its value for a moment. */
const SLOT = memory.data(16, 16);

/**
 * The same vector, out of memory. V8 builds constants and splats anew in every round of a loop, with up to five
 * instructions; what was loaded before the loop stays in a register. There are sixteen of them.
 */
// @ts-ignore: decorator
@inline
export function pinned(vector: v128): v128 {
  v128.store(SLOT, vector);
  return v128.load(SLOT);
}
