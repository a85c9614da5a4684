/** Bytes of the file that tell its format. */
export const SIGNATURE_BYTES = 16;

/** The first bytes of a file, as characters of the same codes. */
export function signatureOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SIGNATURE_BYTES)).toString('latin1');
}
