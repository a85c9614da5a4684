/**
 * Philox 4x32-10, many blocks at once: the same words as src/plan/sampling/philox.ts, which is the oracle.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */

/**
 * @param c1 to c3: the counter's words beside the first, which numbers the blocks 0, 1, 2, ...
 * @param k0 and k1: the key
 * @param target `blocks` * 16 bytes
 */
export function philoxBlocks(c1: u32, c2: u32, c3: u32, k0: u32, k1: u32, blocks: i32, target: usize): void {
  for (let block = 0; block < blocks; block++) {
    let x0: u32 = block;
    let x1 = c1;
    let x2 = c2;
    let x3 = c3;
    let key0 = k0;
    let key1 = k1;
    for (let round = 0; round < 10; round++) {
      const product0 = <u64>x0 * 0xd2511f53;
      const product1 = <u64>x2 * 0xcd9e8d57;
      x0 = <u32>(product1 >> 32) ^ x1 ^ key0;
      x1 = <u32>product1;
      x2 = <u32>(product0 >> 32) ^ x3 ^ key1;
      x3 = <u32>product0;
      key0 += 0x9e3779b9;
      key1 += 0xbb67ae85;
    }
    store<u32>(target, x0);
    store<u32>(target, x1, 4);
    store<u32>(target, x2, 8);
    store<u32>(target, x3, 12);
    target += 16;
  }
}
