/** Stores `count` pixels of one colour, RGB in the low three bytes, and a byte more. */
export function fillPixels(to: usize, count: i32, colour: u32): void {
  const end = to + <usize>count * 3;
  for (let at = to; at < end; at += 3) store<u32>(at, colour);
}
